package io.dromedary.whatsapp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One of Meta's error codes, or a range of them.
 *
 * @param code the first code
 * @param to the last code, the same where there is just one
 * @param errorClass what follows from it
 * @param pause the least time before the same message is tried again; {@code null}: as its class
 *     waits
 * @param slow whether the whole number must send slower for a while
 * @param means what has happened, in words
 * @param person what a person should do, in words
 */
public record PlatformError(
    int code,
    int to,
    ErrorClass errorClass,
    @Nullable Duration pause,
    boolean slow,
    String means,
    String person) {

  /** What happened and what to do, in one sentence. */
  public String advice() {
    return means + "; to do: " + person;
  }
}
