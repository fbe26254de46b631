package io.dromedary.consent.jdbc;

import static io.dromedary.jdbc.Columns.array;

import io.dromedary.consent.Consent;
import io.dromedary.consent.ConsentChain;
import io.dromedary.consent.ConsentEntry;
import io.dromedary.consent.ConsentLedger;
import io.dromedary.consent.ConsentStatement;
import io.dromedary.consent.Recorded;
import io.dromedary.consent.Standing;
import io.dromedary.consent.Verification;
import io.dromedary.person.PersonId;
import io.dromedary.vault.Vault;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** The ledger in H2 or PostgreSQL: appends and sends meet at the person's head row. */
public final class JdbcConsentLedger implements ConsentLedger {

  private static final String HEADS =
      "select person_id, standings from consent_head where person_id = any(?)";

  private final JdbcTemplate jdbc;
  private final Vault vault;

  /** The template's connections run in read committed isolation, inside a transaction. */
  public JdbcConsentLedger(JdbcTemplate jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  @Override
  public Recorded append(ConsentStatement statement, Instant now) {
    Instant recordedAt = now.truncatedTo(ChronoUnit.MICROS);
    Head head = lockHead(statement.person(), recordedAt);
    String repeatTag = vault.tag("consent/repeat", ConsentChain.repeatForm(statement));
    Optional<ConsentEntry> existing = byRepeatTag(statement.person(), repeatTag);
    if (existing.isPresent()) {
      return new Recorded(existing.get(), true);
    }
    ConsentEntry entry = next(head, statement, head.notBeforeTheLast(recordedAt));
    insert(entry, repeatTag);
    update(entry.person(), head.after(entry));
    return new Recorded(entry, false);
  }

  @Override
  public Consent current(PersonId person) {
    return current(List.of(person)).getOrDefault(person, Consent.none());
  }

  @Override
  public Map<PersonId, Consent> current(Collection<PersonId> persons) {
    return consents(HEADS, persons);
  }

  @Override
  public Map<PersonId, Consent> lock(Collection<PersonId> persons) {
    return consents(HEADS + " order by person_id for update", persons);
  }

  @Override
  public List<ConsentEntry> history(PersonId person) {
    return stored(person).stream().map(entry -> entry.open(vault)).toList();
  }

  @Override
  public Consent asOf(PersonId person, Instant instant) {
    return Consent.of(
        stored(person).stream()
            .map(StoredEntry::sealedEntry)
            .filter(entry -> !entry.recordedAt().isAfter(instant))
            .toList());
  }

  @Override
  public Verification verify(PersonId person) {
    List<StoredEntry> entries = stored(person);
    Verification chain = ConsentChain.verify(entries.stream().map(StoredEntry::link).toList());
    if (!chain.isIntact()) {
      return chain;
    }
    for (StoredEntry entry : entries) {
      if (!entry.matchesItsTags(vault)) {
        return Verification.broken(
            entries.size(),
            entry.sealedEntry().number(),
            "holds another wording or evidence than was recorded");
      }
    }
    return endsAtItsHead(person, entries)
        ? chain
        : Verification.broken(
            entries.size(), entries.size(), "is not where the person's head says the chain ends");
  }

  @Override
  public void erase(PersonId person) {
    // an entry that is being added would keep its personal parts
    head(person, " for update");
    jdbc.update(
        """
        update consent_entry set sealed_wording = null, sealed_evidence = null, erased = true
         where person_id = ?""",
        person.value());
  }

  private boolean endsAtItsHead(PersonId person, List<StoredEntry> stored) {
    List<ConsentEntry> entries = stored.stream().map(StoredEntry::sealedEntry).toList();
    Optional<Head> head = head(person, "");
    if (head.isEmpty() || entries.isEmpty()) {
      return entries.isEmpty() && head.map(Head::entries).orElse(0) == 0;
    }
    return head.get().entries() == entries.size()
        && head.get().lastHash().equals(entries.get(entries.size() - 1).hash())
        && isOf(head.get().consent(), Consent.of(entries));
  }

  /** Whether the head says what its entries do; heads of earlier versions know no channels. */
  private static boolean isOf(Consent head, Consent entries) {
    return head.standings().keySet().equals(entries.standings().keySet())
        && head.standings().entrySet().stream()
            .allMatch(
                topic -> {
                  Standing standing = entries.standings().get(topic.getKey());
                  return standing != null
                      && topic
                          .getValue()
                          .equals(
                              topic.getValue().channel() == null
                                  ? standing.withoutChannel()
                                  : standing);
                });
  }

  private Map<PersonId, Consent> consents(String sql, Collection<PersonId> persons) {
    Map<PersonId, Consent> consents = new HashMap<>();
    persons.forEach(person -> consents.put(person, Consent.none()));
    if (!consents.isEmpty()) {
      List<UUID> ids = consents.keySet().stream().map(PersonId::value).sorted().toList();
      jdbc.query(
          sql,
          array("uuid", ids),
          row -> {
            consents.put(
                new PersonId(row.getObject("person_id", UUID.class)),
                StandingsText.read(row.getString("standings")));
          });
    }
    return consents;
  }

  private Head lockHead(PersonId person, Instant now) {
    return head(person, " for update")
        .orElseGet(
            () -> {
              jdbc.update(
                  """
                  insert into consent_head
                         (person_id, entries, last_hash, last_recorded_at, standings)
                  values (?, 0, ?, ?, '') on conflict do nothing""",
                  person.value(),
                  ConsentChain.START,
                  utc(now));
              return head(person, " for update").orElseThrow();
            });
  }

  private Optional<Head> head(PersonId person, String lock) {
    return jdbc
        .query(
            """
            select entries, last_hash, last_recorded_at, standings
              from consent_head where person_id = ?"""
                + lock,
            Head::of,
            person.value())
        .stream()
        .findFirst();
  }

  private void update(PersonId person, Head head) {
    jdbc.update(
        """
        update consent_head
           set entries = ?, last_hash = ?, last_recorded_at = ?, standings = ?
         where person_id = ?""",
        head.entries(),
        head.lastHash(),
        utc(head.lastRecordedAt()),
        StandingsText.write(head.consent()),
        person.value());
  }

  private List<StoredEntry> stored(PersonId person) {
    return jdbc.query(
        "select * from consent_entry where person_id = ? order by person_id, entry_number",
        StoredEntry::of,
        person.value());
  }

  private Optional<ConsentEntry> byRepeatTag(PersonId person, String repeatTag) {
    return jdbc
        .query(
            "select * from consent_entry where person_id = ? and repeat_tag = ?",
            StoredEntry::of,
            person.value(),
            repeatTag)
        .stream()
        .findFirst()
        .map(entry -> entry.open(vault));
  }

  private ConsentEntry next(Head head, ConsentStatement said, Instant recordedAt) {
    ConsentEntry unhashed = entry(head, said, recordedAt, "");
    return entry(
        head,
        said,
        recordedAt,
        ConsentChain.hash(
            unhashed,
            PersonalTags.wording(vault, said.wording()),
            PersonalTags.evidence(vault, said.evidence())));
  }

  private static ConsentEntry entry(
      Head head, ConsentStatement said, Instant recordedAt, String hash) {
    return new ConsentEntry(
        said.person(),
        head.entries() + 1,
        said.topics(),
        said.state(),
        said.at(),
        recordedAt,
        said.channel(),
        said.wording(),
        said.wordingVersion(),
        said.business(),
        said.evidence(),
        false,
        head.lastHash(),
        hash);
  }

  private void insert(ConsentEntry entry, String repeatTag) {
    jdbc.update(
        """
        insert into consent_entry
               (person_id, entry_number, topics, state, said_at, recorded_at, channel,
                sealed_wording, wording_tag, wording_version, business,
                sealed_evidence, evidence_tag, erased, repeat_tag, previous_hash, entry_hash)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, ?, ?, ?)""",
        statement -> {
          statement.setObject(1, entry.person().value());
          statement.setInt(2, entry.number());
          statement.setString(3, String.join(" ", entry.topics()));
          statement.setString(4, entry.state().name());
          statement.setObject(5, utc(entry.at()));
          statement.setObject(6, utc(entry.recordedAt()));
          statement.setString(7, entry.channel());
          statement.setBytes(8, vault.sealNullable(entry.wording()));
          statement.setString(9, PersonalTags.wording(vault, entry.wording()));
          statement.setString(10, entry.wordingVersion());
          statement.setString(11, entry.business());
          statement.setBytes(12, vault.sealNullable(entry.evidence()));
          statement.setString(13, PersonalTags.evidence(vault, entry.evidence()));
          statement.setString(14, repeatTag);
          statement.setString(15, entry.previousHash());
          statement.setString(16, entry.hash());
        });
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
