package io.dromedary.person.jdbc;

import io.dromedary.person.Identifier;
import io.dromedary.vault.Vault;

/** The keyed tags by which identifiers are found; numbers and user ids never share one. */
final class IdentifierTags {

  private IdentifierTags() {}

  static String of(Vault vault, Identifier identifier) {
    return vault.tag(
        identifier.isNumber() ? "identifier/number" : "identifier/user-id", identifier.canonical());
  }
}
