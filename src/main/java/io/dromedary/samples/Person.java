package io.dromedary.samples;

import java.time.ZoneId;
import java.util.Locale;

/**
 * One of the cast; nobody real has the number.
 *
 * @param customer number at the ERP and the other systems
 * @param phone E.164
 * @param locale BCP 47 tag
 * @param zone IANA name
 * @param country ISO 3166
 * @param currency ISO 4217, what the person pays in
 * @param agreement whether the person agreed to be written to
 * @param support what the person once asked the care desk about, in the person's language
 */
record Person(
    String customer,
    String name,
    String phone,
    String locale,
    String zone,
    String country,
    String currency,
    Agreement agreement,
    String support) {

  /** What becomes of a person's opt-in. */
  enum Agreement {
    /** Gives it and keeps to it. */
    GIVEN,
    /** Gives it, and takes it back during the first round. */
    WITHDRAWN,
    /** Never gave it. */
    NEVER
  }

  String language() {
    return Locale.forLanguageTag(locale).getLanguage();
  }

  ZoneId zoneId() {
    return ZoneId.of(zone);
  }

  /** Without name and number. */
  @Override
  public String toString() {
    return "Person[" + customer + "]";
  }
}
