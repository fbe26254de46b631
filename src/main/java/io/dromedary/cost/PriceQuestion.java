package io.dromedary.cost;

import io.dromedary.template.Category;
import java.time.Instant;

/**
 * What one message would cost. Made by {@link #template} or {@link #session}, then told what is
 * special.
 *
 * @param category {@code SERVICE} for a session message, else the template's
 * @param windowOpen whether the recipient's customer service window is open; always so for a
 *     session message, which cannot leave outside
 * @param at UTC instant of delivery, which decides rule and table
 */
public record PriceQuestion(
    Destination to,
    PriceCategory category,
    boolean windowOpen,
    FreeEntry freeEntry,
    Volume volume,
    Instant at) {

  /** A template outside any window, at list rate. */
  public static PriceQuestion template(Category category, Destination to, Instant at) {
    return new PriceQuestion(
        to, PriceCategory.of(category), false, FreeEntry.none(), Volume.UNCOUNTED, at);
  }

  /** A free-form message; its window is open. */
  public static PriceQuestion session(Destination to, Instant at) {
    return new PriceQuestion(
        to, PriceCategory.SERVICE, true, FreeEntry.none(), Volume.UNCOUNTED, at);
  }

  /** In which form it leaves. */
  public Form form() {
    return category.form();
  }

  /** The same with the customer service window open or closed. */
  public PriceQuestion windowOpen(boolean open) {
    return new PriceQuestion(to, category, open, freeEntry, volume, at);
  }

  /** The same with a free entry point window. */
  public PriceQuestion freeEntry(FreeEntry entry) {
    return new PriceQuestion(to, category, windowOpen, entry, volume, at);
  }

  /** The same with what the month has seen. */
  public PriceQuestion volume(Volume counted) {
    return new PriceQuestion(to, category, windowOpen, freeEntry, counted, at);
  }

  /** The same at another instant. */
  public PriceQuestion at(Instant instant) {
    return new PriceQuestion(to, category, windowOpen, freeEntry, volume, instant);
  }
}
