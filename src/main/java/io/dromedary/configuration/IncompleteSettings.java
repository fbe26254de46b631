package io.dromedary.configuration;

import java.util.List;

/** The hub refuses to start: settings are missing. */
public final class IncompleteSettings extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> names;

  IncompleteSettings(List<String> names) {
    super("Settings are missing or wrong: " + String.join(", ", names));
    this.names = names;
  }

  /** What is missing. */
  public List<String> names() {
    return names;
  }
}
