package io.dromedary.consent.jdbc;

import io.dromedary.vault.Vault;
import org.jspecify.annotations.Nullable;

/** The keyed tags that stay in the chain when the personal parts of an entry are erased. */
final class PersonalTags {

  private PersonalTags() {}

  static @Nullable String wording(Vault vault, @Nullable String wording) {
    return wording == null ? null : vault.tag("consent/wording", wording);
  }

  static @Nullable String evidence(Vault vault, @Nullable String evidence) {
    return evidence == null ? null : vault.tag("consent/evidence", evidence);
  }
}
