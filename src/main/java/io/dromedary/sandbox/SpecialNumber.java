package io.dromedary.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * Numbers that misbehave on purpose: the last four digits decide. Any other number receives and
 * (with the configured probability) reads.
 */
enum SpecialNumber {
  /** Accepted, then {@code failed} with 131026. */
  NOT_ON_WHATSAPP("0001", "not on WhatsApp: fails with 131026 by webhook"),
  /** Delivered, never read. */
  NEVER_READS("0002", "delivered, but never read"),
  /** Sent, never delivered, and nothing reports it. */
  PHONE_OFF("0003", "phone is off: sent, never delivered"),
  /** Every send is refused with 131056. */
  PAIR_LIMIT("0004", "pair limit: every send is refused with 131056"),
  /** Marketing templates fail with 131050; everything else arrives. */
  STOPPED_MARKETING("0005", "stopped marketing: marketing templates fail with 131050"),
  /** The message is taken and delivered, but the answer is HTTP 500 with 131000. */
  TAKEN_BUT_ERROR("0006", "answer is HTTP 500 (131000) although the message is delivered"),
  /** The message is taken and delivered, but the connection closes without an answer. */
  TAKEN_BUT_SILENT("0007", "connection closes without an answer although the message is delivered"),
  /** Sent, then {@code failed} with 131049. */
  FAILS_AFTER_SENT("0008", "sent, then fails with 131049");

  private final String ending;
  private final String meaning;

  SpecialNumber(String ending, String meaning) {
    this.ending = ending;
    this.meaning = meaning;
  }

  String ending() {
    return ending;
  }

  String meaning() {
    return meaning;
  }

  static @Nullable SpecialNumber of(String waId) {
    for (SpecialNumber number : values()) {
      if (waId.endsWith(number.ending)) {
        return number;
      }
    }
    return null;
  }
}
