package io.dromedary.person.jdbc;

import io.dromedary.person.Audience;
import io.dromedary.person.Audiences;
import io.dromedary.person.Identifier;
import io.dromedary.person.Member;
import io.dromedary.person.Page;
import io.dromedary.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Audiences in H2 or PostgreSQL: writers of one audience queue at its row. */
public final class JdbcAudiences implements Audiences {

  private static final int BATCH = 1000;

  private static final String PAGE =
      """
      select ref, sealed from audience_member
       where audience_id = ? %s order by audience_id, ref limit ?""";

  private final JdbcTemplate jdbc;
  private final Vault vault;
  private final SealedMembers members;

  /** The template's connections run in read committed isolation, inside a transaction. */
  public JdbcAudiences(JdbcTemplate jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
    this.members = new SealedMembers(vault);
  }

  @Override
  public void replace(Audience audience, Collection<Member> members, @Nullable Instant expires) {
    UUID id = lock(audience);
    clear(id);
    expire(id, expires);
    insert(id, members);
  }

  @Override
  public void put(Audience audience, Collection<Member> members, Instant now) {
    UUID id = lock(audience);
    if (hasExpired(id, now)) {
      clear(id);
      expire(id, null);
    }
    jdbc.batchUpdate(
        "delete from audience_member where audience_id = ? and ref = ?",
        members,
        BATCH,
        (statement, member) -> {
          statement.setObject(1, id);
          statement.setString(2, member.ref());
        });
    insert(id, members);
  }

  @Override
  public boolean remove(Audience audience, String ref) {
    return jdbc.update(
            """
            delete from audience_member
             where ref = ? and audience_id =
                   (select audience_id from audience where kind = ? and audience_key = ?)""",
            ref,
            audience.kind(),
            audience.key())
        > 0;
  }

  @Override
  public Page<Member> members(
      Audience audience, @Nullable String afterRef, int limit, Instant now) {
    Optional<UUID> id = visible(audience, now);
    if (id.isEmpty()) {
      return new Page<>(List.of(), null);
    }
    // one more than wanted tells whether another page follows
    List<Member> found =
        afterRef == null
            ? jdbc.query(PAGE.formatted(""), this::member, id.get(), limit + 1)
            : jdbc.query(
                PAGE.formatted("and ref > ?"), this::member, id.get(), afterRef, limit + 1);
    return found.size() <= limit
        ? new Page<>(found, null)
        : new Page<>(found.subList(0, limit), found.get(limit - 1).ref());
  }

  @Override
  public List<Listing> listings(Identifier number) {
    return jdbc.query(
        """
        select a.kind, a.audience_key, m.ref, m.sealed
          from audience_member m join audience a on a.audience_id = m.audience_id
         where m.phone_tag = ? order by a.kind, a.audience_key, m.ref""",
        (row, index) ->
            new Listing(
                new Audience(row.getString("kind"), row.getString("audience_key")),
                member(row, index)),
        tag(number));
  }

  @Override
  public int eraseEverywhere(Identifier number) {
    return jdbc.update("delete from audience_member where phone_tag = ?", tag(number));
  }

  @Override
  public int purgeExpired(Instant now) {
    List<UUID> expired =
        jdbc.queryForList(
            """
            select audience_id from audience where expires_at <= ?
             order by audience_id for update""",
            UUID.class,
            utc(now));
    int purged = 0;
    for (UUID id : expired) {
      purged += clear(id);
      jdbc.update("delete from audience where audience_id = ?", id);
    }
    return purged;
  }

  /** Its row, made when absent, locked until the transaction ends. */
  private UUID lock(Audience audience) {
    Optional<UUID> found = lockExisting(audience);
    while (found.isEmpty()) {
      jdbc.update(
          """
          insert into audience (audience_id, kind, audience_key, expires_at)
          values (?, ?, ?, null) on conflict do nothing""",
          UUID.randomUUID(),
          audience.kind(),
          audience.key());
      found = lockExisting(audience);
    }
    return found.get();
  }

  private Optional<UUID> lockExisting(Audience audience) {
    return jdbc
        .queryForList(
            "select audience_id from audience where kind = ? and audience_key = ? for update",
            UUID.class,
            audience.kind(),
            audience.key())
        .stream()
        .findFirst();
  }

  private Optional<UUID> visible(Audience audience, Instant now) {
    return jdbc
        .queryForList(
            """
            select audience_id from audience
             where kind = ? and audience_key = ? and (expires_at is null or expires_at > ?)""",
            UUID.class,
            audience.kind(),
            audience.key(),
            utc(now))
        .stream()
        .findFirst();
  }

  private boolean hasExpired(UUID id, Instant now) {
    return !jdbc.queryForList(
            "select audience_id from audience where audience_id = ? and expires_at <= ?",
            UUID.class,
            id,
            utc(now))
        .isEmpty();
  }

  private void expire(UUID id, @Nullable Instant expires) {
    jdbc.update(
        "update audience set expires_at = ? where audience_id = ?",
        expires == null ? null : utc(expires),
        id);
  }

  private int clear(UUID id) {
    return jdbc.update("delete from audience_member where audience_id = ?", id);
  }

  private void insert(UUID id, Collection<Member> toInsert) {
    jdbc.batchUpdate(
        "insert into audience_member (audience_id, ref, phone_tag, sealed) values (?, ?, ?, ?)",
        toInsert,
        BATCH,
        (statement, member) -> {
          statement.setObject(1, id);
          statement.setString(2, member.ref());
          statement.setString(3, tag(Identifier.phone(member.phone())));
          statement.setBytes(4, members.seal(member));
        });
  }

  private Member member(ResultSet row, int index) throws SQLException {
    return members.open(row.getString("ref"), row.getBytes("sealed"));
  }

  private String tag(Identifier number) {
    return IdentifierTags.of(vault, number);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
