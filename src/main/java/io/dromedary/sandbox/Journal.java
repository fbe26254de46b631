package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;

/** Where accepted facts are written before they are acknowledged. */
interface Journal extends AutoCloseable {

  /**
   * Appends one line. Completes when the line has left the process, so that it survives the
   * process's end; completes exceptionally when it could not be written.
   */
  CompletableFuture<Void> append(ObjectNode line);

  @Override
  void close();

  /** Keeps nothing. */
  static Journal inMemory() {
    return new Journal() {
      @Override
      public CompletableFuture<Void> append(ObjectNode line) {
        return CompletableFuture.completedFuture(null);
      }

      @Override
      public void close() {}
    };
  }

  /** A journal line of a kind. */
  static ObjectNode line(String kind) {
    return Json.object().put("k", kind);
  }
}
