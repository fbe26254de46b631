package io.dromedary.person;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One string by which the platform knows a person.
 *
 * <p>A phone number and the {@code wa_id} of the same digits are the same person, and so are the
 * forms that differ only by the digit that Mexico (1 after 52), Argentina (9 after 54) and Brazil
 * (9 before an eight-digit mobile number) add or leave out: see {@link #canonical()}.
 *
 * @param kind decides the form of the value
 * @param value {@code +} and 6 to 15 digits, 6 to 15 digits, or {@code CC.…} up to 256 characters
 */
public record Identifier(IdentifierKind kind, String value) {

  private static final Pattern PHONE = Pattern.compile("\\+[0-9]{6,15}");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{6,15}");
  private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}\\.\\S{1,253}");

  /** Refuses a value that does not have its kind's form, without quoting it. */
  public Identifier {
    if (!formOf(kind).matcher(value).matches()) {
      throw new IllegalArgumentException("Not the form of " + kind);
    }
  }

  /** A phone number in E.164, with its plus sign. */
  public static Identifier phone(String e164) {
    return new Identifier(IdentifierKind.PHONE, e164);
  }

  /** The platform's {@code wa_id}. */
  public static Identifier waId(String digits) {
    return new Identifier(IdentifierKind.WA_ID, digits);
  }

  /** A business-scoped user id. */
  public static Identifier userId(String userId) {
    return new Identifier(IdentifierKind.USER_ID, userId);
  }

  /**
   * What an unknown string is by its form; empty when it is none of them. The platform was seen
   * putting user ids where digits were expected, so the form decides and not the field's name.
   */
  public static Optional<Identifier> classify(String unknown) {
    for (IdentifierKind kind : IdentifierKind.values()) {
      if (formOf(kind).matcher(unknown).matches()) {
        return Optional.of(new Identifier(kind, unknown));
      }
    }
    return Optional.empty();
  }

  /** The form under which identifiers of one person are equal; only for tags, never for sending. */
  public String canonical() {
    return kind == IdentifierKind.USER_ID ? value : NumberVariants.canonical(digits());
  }

  /** Whether a message can be addressed to it by number. */
  public boolean isNumber() {
    return kind != IdentifierKind.USER_ID;
  }

  /** Whether both mean the same person by their form alone. */
  public boolean sameAs(Identifier other) {
    return isNumber() == other.isNumber() && canonical().equals(other.canonical());
  }

  /** The kind only: the value is personal and must not reach a log. */
  @Override
  public String toString() {
    return "Identifier[" + kind + "]";
  }

  private String digits() {
    return kind == IdentifierKind.PHONE ? value.substring(1) : value;
  }

  private static Pattern formOf(IdentifierKind kind) {
    return switch (kind) {
      case PHONE -> PHONE;
      case WA_ID -> DIGITS;
      case USER_ID -> USER_ID;
    };
  }
}
