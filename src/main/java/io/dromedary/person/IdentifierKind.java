package io.dromedary.person;

/** The strings by which the platform knows a person. */
public enum IdentifierKind {
  /** A phone number as dialled: E.164 with its plus sign. */
  PHONE,
  /** The platform's {@code wa_id}: digits, usually but not always those of the number dialled. */
  WA_ID,
  /** A business-scoped user id (or parent id): country code, dot, opaque rest. */
  USER_ID
}
