package io.dromedary.cli;

import ch.qos.logback.classic.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A command says itself what its user needs to know. */
final class Quiet {

  private Quiet() {}

  /** From now on nothing in this process logs. */
  static void logs() {
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)
        instanceof ch.qos.logback.classic.Logger root) {
      root.setLevel(Level.OFF);
    }
  }
}
