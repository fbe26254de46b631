package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** A part of the sandbox's state that is rebuilt from journal lines at start. */
interface Journaled {

  /**
   * Takes in one line of an earlier run, before the sandbox serves anybody.
   *
   * @return whether the line, by its member {@code k}, belongs to this part
   */
  boolean replay(String kind, ObjectNode line);

  /** Writes lines from which {@link #replay} rebuilds the present state. */
  void snapshot(Consumer<ObjectNode> out);
}
