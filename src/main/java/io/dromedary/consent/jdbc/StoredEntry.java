package io.dromedary.consent.jdbc;

import io.dromedary.consent.ChainLink;
import io.dromedary.consent.ConsentEntry;
import io.dromedary.consent.ConsentState;
import io.dromedary.person.PersonId;
import io.dromedary.vault.Vault;
import io.dromedary.vault.VaultException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the ledger: an entry whose wording and evidence are still sealed. */
record StoredEntry(
    ConsentEntry sealedEntry,
    byte @Nullable [] sealedWording,
    @Nullable String wordingTag,
    byte @Nullable [] sealedEvidence,
    @Nullable String evidenceTag) {

  static StoredEntry of(ResultSet row, int index) throws SQLException {
    return new StoredEntry(
        new ConsentEntry(
            new PersonId(row.getObject("person_id", UUID.class)),
            row.getInt("entry_number"),
            new TreeSet<>(List.of(row.getString("topics").split(" "))),
            ConsentState.valueOf(row.getString("state")),
            instant(row, "said_at"),
            instant(row, "recorded_at"),
            row.getString("channel"),
            null,
            row.getString("wording_version"),
            row.getString("business"),
            null,
            row.getBoolean("erased"),
            row.getString("previous_hash"),
            row.getString("entry_hash")),
        row.getBytes("sealed_wording"),
        row.getString("wording_tag"),
        row.getBytes("sealed_evidence"),
        row.getString("evidence_tag"));
  }

  ConsentEntry open(Vault vault) {
    ConsentEntry e = sealedEntry;
    return new ConsentEntry(
        e.person(),
        e.number(),
        e.topics(),
        e.state(),
        e.at(),
        e.recordedAt(),
        e.channel(),
        vault.openNullable(sealedWording),
        e.wordingVersion(),
        e.business(),
        vault.openNullable(sealedEvidence),
        e.erased(),
        e.previousHash(),
        e.hash());
  }

  ChainLink link() {
    return new ChainLink(sealedEntry, wordingTag, evidenceTag);
  }

  /** Whether what is sealed is what was tagged; an erased entry has nothing left to compare. */
  boolean matchesItsTags(Vault vault) {
    if (sealedEntry.erased()) {
      return true;
    }
    try {
      ConsentEntry opened = open(vault);
      return Objects.equals(PersonalTags.wording(vault, opened.wording()), wordingTag)
          && Objects.equals(PersonalTags.evidence(vault, opened.evidence()), evidenceTag);
    } catch (VaultException e) {
      return false;
    }
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
