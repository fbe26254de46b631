package io.dromedary.api;

import java.util.function.Supplier;

/** Runs work in one database transaction (read committed), undone when it throws. */
public interface Transactions {

  /** The work's result, after the commit. */
  <T> T in(Supplier<T> work);
}
