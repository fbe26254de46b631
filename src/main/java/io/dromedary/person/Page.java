package io.dromedary.person;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a long list.
 *
 * @param next where the following page begins; {@code null} when this is the last one
 */
public record Page<T>(List<T> items, @Nullable String next) {

  /** Keeps its own copy. */
  public Page {
    items = List.copyOf(items);
  }
}
