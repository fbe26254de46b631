package io.dromedary.consent;

import java.util.Locale;

/** What a person said about a topic. */
public enum ConsentState {
  /** May be messaged. */
  GRANTED,
  /** Must not be messaged any more. */
  WITHDRAWN;

  /** As JSON and the ledger write it: {@code granted}, {@code withdrawn}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
