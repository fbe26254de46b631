package io.dromedary.person;

/** What {@link PhoneNumbers} made of a number that somebody wrote down. */
public sealed interface ParsedNumber {

  /**
   * A number that can exist.
   *
   * @param e164 with its plus sign
   * @param region ISO 3166 code of its country, {@code 001} for numbers of no country
   */
  record Valid(String e164, String region) implements ParsedNumber {

    /** As an identifier of a person. */
    public Identifier identifier() {
      return Identifier.phone(e164);
    }

    /** The region only: the number is personal. */
    @Override
    public String toString() {
      return "Valid[" + region + "]";
    }
  }

  /**
   * A number that cannot exist.
   *
   * @param reason in words, without the number
   */
  record Invalid(String reason) implements ParsedNumber {}
}
