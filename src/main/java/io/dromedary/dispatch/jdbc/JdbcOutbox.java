package io.dromedary.dispatch.jdbc;

import static io.dromedary.jdbc.Columns.array;
import static io.dromedary.jdbc.Columns.arrayLast;
import static io.dromedary.jdbc.Columns.at;
import static io.dromedary.jdbc.Columns.instant;
import static io.dromedary.jdbc.Columns.requiredInstant;
import static io.dromedary.jdbc.Columns.text;
import static io.dromedary.jdbc.Columns.uuid;

import io.dromedary.dispatch.Claimed;
import io.dromedary.dispatch.Outbox;
import io.dromedary.dispatch.SendLimit;
import io.dromedary.dispatch.Settlement;
import io.dromedary.jdbc.Alike;
import io.dromedary.notification.State;
import io.dromedary.notification.jdbc.Decisions;
import io.dromedary.notification.jdbc.History;
import io.dromedary.notification.jdbc.Payloads;
import io.dromedary.notification.jdbc.Wamids;
import io.dromedary.policy.Predecessor;
import io.dromedary.policy.Reason;
import io.dromedary.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The outbox in PostgreSQL or H2. The claim reads its candidates without locking first: H2 locks
 * every row that an ordered {@code FOR UPDATE} passes, PostgreSQL only those that it returns.
 */
public final class JdbcOutbox implements Outbox {

  // a statement that looks for a stage names it as a literal: PostgreSQL has an index for each, and
  // finds none of them by a parameter
  private static final int WAITING = 0;
  private static final int READY = 1;
  private static final int LEASED = 2;
  private static final int UNKNOWN = 3;
  private static final int TAKEN = 4;

  /** Candidates per row wanted, so that what others hold does not leave a claim empty. */
  private static final int CANDIDATES = 4;

  /** Whether newer news of the notification's subject, person and key is known. */
  private static final String OUTDATED =
      """
      case when n.supersede is not null and exists (
        select 1 from notification m
        where m.person = n.person and m.source = n.source
          and m.subject = n.subject and m.supersede = n.supersede
          and m.state not in ('SUPPRESSED', 'CANCELLED', 'SUPERSEDED')
          and case
            when m.sequence_no is not null and n.sequence_no is not null
            then m.sequence_no > n.sequence_no
            else m.happened_at > n.happened_at end)
      then true else false end as outdated
      """;

  private final JdbcTemplate sql;
  private final Vault vault;
  private final Payloads payloads;
  private final History history;
  private final Wamids wamids;
  private final Decisions decisions;

  public JdbcOutbox(JdbcTemplate sql, Vault vault, History history) {
    this.sql = sql;
    this.vault = vault;
    this.payloads = new Payloads(vault);
    this.history = history;
    this.wamids = new Wamids(sql);
    this.decisions = new Decisions(sql);
  }

  /** Ordered as the index is: else PostgreSQL may read the whole table to find that nothing is. */
  @Override
  public boolean anyReady(String sender) {
    return !sql.queryForList(
            "select 1 from outbox where stage = 1 and sender = ?"
                + " order by stage, sender, lane, deadline limit 1",
            sender)
        .isEmpty();
  }

  @Override
  public List<Claimed> claim(
      String sender, SendLimit.Permits permits, String owner, Instant now, Instant leaseUntil) {
    List<UUID> ids = first(turns(sender, permits.all()), permits);
    if (ids.isEmpty()) {
      return List.of();
    }
    List<Candidate> candidates =
        sql.query(
            """
            select n.id, n.state, n.person, n.source, n.binding, n.topic, n.template, n.language,
              n.lane, n.deadline, n.attempts, n.on_unknown, n.payload, n.supersede,
              """
                + OUTDATED
                + " from notification n where n.id = any(?)",
            array("uuid", ids),
            this::candidate);
    Map<UUID, Predecessor> predecessors =
        predecessors(candidates.stream().filter(Candidate::succeeds).map(Candidate::id).toList());
    Map<UUID, Candidate> found = new HashMap<>();
    candidates.forEach(candidate -> found.put(candidate.id(), candidate));
    List<Claimed> first =
        ids.stream()
            .map(found::get)
            .filter(Objects::nonNull)
            .flatMap(candidate -> leased(candidate, predecessors, now).stream())
            .toList();
    sql.update(
        "update outbox set stage = 2, lease_owner = ?, lease_until = ? where notification = any(?)",
        arrayLast("uuid", first.stream().map(Claimed::id).toList(), owner, at(leaseUntil)));
    return first;
  }

  /**
   * The most urgent of what is ready and nobody else holds, locked. In two steps: a plan that was
   * made for both in one, while the outbox was small, reads all of it when it is large. The second
   * asks for the stage in a way that no index knows: its plan, made while nothing was ready, would
   * read all that is.
   */
  private List<Turn> turns(String sender, int limit) {
    List<UUID> ready =
        sql.query(
            """
            select notification from outbox where stage = 1 and sender = ?
            order by stage, sender, lane, deadline limit ?
            """,
            (row, index) -> uuid(row, "notification"),
            sender,
            limit * CANDIDATES);
    if (ready.isEmpty()) {
      return List.of();
    }
    return sql.query(
        """
        select notification, lane from outbox
        where notification = any(?) and stage + 0 = 1
        order by lane, deadline limit ? for update skip locked
        """,
        array("uuid", ready, limit),
        (row, index) -> new Turn(uuid(row, "notification"), row.getInt("lane")));
  }

  /** As many as there are permits; without one of their own only the urgent lane's. */
  private static List<UUID> first(List<Turn> turns, SendLimit.Permits permits) {
    AtomicInteger others = new AtomicInteger(permits.others());
    return turns.stream()
        .filter(turn -> turn.lane() == 0 || others.getAndDecrement() > 0)
        .map(Turn::notification)
        .toList();
  }

  private record Turn(UUID notification, int lane) {}

  private Candidate candidate(ResultSet row, int index) throws SQLException {
    return new Candidate(
        uuid(row, "id"),
        State.valueOf(text(row, "state")),
        row.getString("supersede") != null,
        row.getBoolean("outdated"),
        claimed(row));
  }

  private @Nullable Claimed claimed(ResultSet row) throws SQLException {
    try {
      return new Claimed(
          uuid(row, "id"),
          row.getObject("person", UUID.class),
          text(row, "source"),
          row.getString("binding"),
          row.getString("topic"),
          text(row, "template"),
          text(row, "language"),
          row.getInt("lane"),
          requiredInstant(row, "deadline"),
          row.getInt("attempts"),
          row.getString("on_unknown"),
          Predecessor.NONE,
          payloads.open(row.getBytes("payload")));
    } catch (RuntimeException e) {
      // sealed under a key that is lost, or damaged: the others go on
      return null;
    }
  }

  /** Empty when it is not to be sent any more, which is then written down. */
  private Optional<Claimed> leased(
      Candidate candidate, Map<UUID, Predecessor> predecessors, Instant now) {
    UUID id = candidate.id();
    if (candidate.state() != State.QUEUED && candidate.state() != State.SCHEDULED) {
      sql.update("delete from outbox where notification = ?", id);
    } else if (candidate.outdated()) {
      leave(id, State.SUPERSEDED, Reason.SUPERSEDED.word(), now);
    } else if (candidate.claimed() == null) {
      leave(id, State.DEAD, "unreadable", now);
    } else {
      Predecessor predecessor = predecessors.get(id);
      return Optional.of(
          predecessor == null ? candidate.claimed() : candidate.claimed().after(predecessor));
    }
    return Optional.empty();
  }

  /** Older news of the same subject, person and key that has left or may have. */
  private Map<UUID, Predecessor> predecessors(List<UUID> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<UUID, Predecessor> found = new HashMap<>();
    sql.query(
        """
        select n.id, max(case when m.state in ('SENDING', 'UNKNOWN', 'ACCEPTED', 'SENT')
            then m.updated_at end) as under_way
        from notification n join notification m on m.person = n.person
          and m.source = n.source and m.subject = n.subject
          and m.supersede = n.supersede and m.id <> n.id
        where n.id = any(?) and n.supersede is not null
          and m.state in ('SENDING', 'UNKNOWN', 'ACCEPTED', 'SENT', 'DELIVERED', 'READ')
          and case
            when m.sequence_no is not null and n.sequence_no is not null
            then m.sequence_no < n.sequence_no
            else m.happened_at < n.happened_at end
        group by n.id
        """,
        array("uuid", ids),
        row -> {
          found.put(uuid(row, "id"), new Predecessor(true, instant(row, "under_way")));
        });
    return found;
  }

  private void leave(UUID id, State state, String reason, Instant now) {
    sql.update("delete from outbox where notification = ?", id);
    sql.update(
        "update notification set state = ?, reason = ?, payload = case when ? then payload else"
            + " null end, updated_at = ? where id = ?",
        state.name(),
        reason,
        state == State.DEAD,
        at(now),
        id);
    history.add(id, state, now, reason);
  }

  /**
   * A row that this hub has locked.
   *
   * @param succeeds whether it takes the place of older news of its subject
   * @param outdated whether newer news of its subject is known
   * @param claimed {@code null} when it cannot be read
   */
  private record Candidate(
      UUID id, State state, boolean succeeds, boolean outdated, @Nullable Claimed claimed) {}

  @Override
  public Set<UUID> sending(List<Leaving> leaving, Instant now) {
    List<Leaving> ordered = inDatabaseOrder(leaving, Leaving::notification);
    int[] moved =
        sql.batchUpdate(
            """
            update notification set state = 'SENDING', reason = null, attempts = attempts + 1,
              template = ?, language = ?, form = ?, sent_at = ?, updated_at = ?
            where id = ? and state in ('QUEUED', 'SCHEDULED')
            """,
            ordered.stream()
                .map(
                    one ->
                        new Object[] {
                          one.template(),
                          one.language(),
                          one.form(),
                          at(now),
                          at(now),
                          one.notification()
                        })
                .toList());
    Set<UUID> left = new LinkedHashSet<>();
    for (int i = 0; i < moved.length; i++) {
      UUID id = ordered.get(i).notification();
      if (moved[i] == 1) {
        left.add(id);
      } else {
        sql.update("delete from outbox where notification = ?", id);
      }
    }
    history.add(left.stream().map(id -> new History.Step(id, State.SENDING, now, null)).toList());
    decisions.later(
        ordered.stream()
            .filter(one -> left.contains(one.notification()))
            .map(one -> new Decisions.Taken(one.notification(), one.decision()))
            .toList());
    // a status may be faster than the answer, and must know that delivery is not the end
    Alike awaited = new Alike();
    for (Leaving one : ordered) {
      if (one.delivery().unread() && left.contains(one.notification())) {
        awaited.add(one.notification(), at(one.delivery().fallbackAt()), one.delivery().fallback());
      }
    }
    awaited.update(
        sql, "update outbox set unread_at = ?, fallback = ? where notification = any(?)");
    return left;
  }

  /** As databases sort UUIDs, which Java's own order is not: all lock rows in one order. */
  private static <T> List<T> inDatabaseOrder(List<T> values, Function<T, UUID> id) {
    return values.stream()
        .sorted(Comparator.comparing(value -> id.apply(value).toString()))
        .toList();
  }

  @Override
  public void postpone(UUID notification, Instant dueAt, @Nullable String reason, Instant now) {
    sql.update(
        """
        update outbox set stage = 0, due_at = ?, lease_owner = null, lease_until = null
        where notification = ?
        """,
        at(dueAt),
        notification);
    sql.update(
        "update notification set reason = ?, updated_at = ? where id = ?",
        reason,
        at(now),
        notification);
  }

  @Override
  public void end(UUID notification, State state, String reason, String decision, Instant now) {
    sql.update("delete from outbox where notification = ?", notification);
    sql.update(
        """
        update notification set state = ?, reason = ?, updated_at = ?,
          payload = case when ? then payload else null end
        where id = ?
        """,
        state.name(),
        reason,
        at(now),
        state == State.DEAD,
        notification);
    decisions.later(List.of(new Decisions.Taken(notification, decision)));
    history.add(notification, state, now, reason);
  }

  @Override
  public void fallBack(
      UUID notification, String channel, String reason, String decision, Instant now) {
    sql.update("delete from outbox where notification = ?", notification);
    sql.update(
        """
        update notification set state = 'SUPPRESSED', reason = ?, updated_at = ?
        where id = ?
        """,
        reason,
        at(now),
        notification);
    decisions.later(List.of(new Decisions.Taken(notification, decision)));
    tellElsewhere(notification, channel, now);
    history.add(notification, State.SUPPRESSED, now, reason);
  }

  @Override
  public void settle(List<Settlement> settlements, Instant now) {
    Map<UUID, State> states = lock(settlements.stream().map(Settlement::notification).toList());
    // that a message went outweighs whatever else is told about it
    accept(settlements, states, now);
    for (Settlement settlement : settlements) {
      if (settlement instanceof Settlement.Again again) {
        again(again, now);
      } else if (settlement instanceof Settlement.Unknown unknown) {
        unknown(unknown, now);
      } else if (settlement instanceof Settlement.Refused refused) {
        boolean failed = stop(refused, State.FAILED, refused.reason(), refused.error(), now);
        if (failed && refused.fallback() != null) {
          tellElsewhere(refused.notification(), refused.fallback(), now);
        }
      } else if (settlement instanceof Settlement.Dead dead) {
        stop(dead, State.DEAD, dead.reason(), dead.error(), now);
      }
    }
  }

  /** Of several answers for one notification the first counts. */
  private void accept(List<Settlement> settlements, Map<UUID, State> states, Instant now) {
    Set<UUID> seen = new HashSet<>();
    List<Settlement.Accepted> sent = new ArrayList<>();
    List<Settlement.Accepted> queued = new ArrayList<>();
    List<Settlement.Accepted> known = new ArrayList<>();
    for (Settlement settlement : settlements) {
      if (settlement instanceof Settlement.Accepted one && seen.add(one.notification())) {
        State state = states.get(one.notification());
        boolean underWay = state == State.SENDING || state == State.UNKNOWN;
        (underWay ? sent : state == State.QUEUED ? queued : known).add(one);
      }
    }
    await(sent);
    // a queued one waits for its resend: the claim finds it accepted and lets it be
    sent.addAll(queued);
    accepted(sent, now);
    wamids.learn(
        Stream.concat(sent.stream(), known.stream())
            .map(one -> new Wamids.Message(one.wamid(), one.notification()))
            .toList());
    // a status webhook was faster: then only the wamid is still to be learnt
    sql.batchUpdate(
        "update notification set wamid = ? where id = ? and wamid is null",
        known.stream().map(one -> new Object[] {one.wamid(), one.notification()}).toList());
    await(known.stream().filter(one -> states.get(one.notification()) == State.SENT).toList());
    for (Settlement.Accepted one : known) {
      String channel = one.delivery().fallback();
      if (channel != null && states.get(one.notification()) == State.FAILED) {
        tellElsewhere(one.notification(), channel, now);
      }
    }
  }

  /** Until they are delivered, or their time is over. */
  private void await(List<Settlement.Accepted> accepted) {
    Alike alike = new Alike();
    for (Settlement.Accepted one : accepted) {
      alike.add(
          one.notification(),
          TAKEN,
          at(one.delivery().dueAt()),
          at(one.delivery().expiresAt()),
          one.delivery().fallback());
    }
    alike.update(
        sql,
        """
        update outbox set stage = ?, due_at = ?, expires_at = ?, fallback = ?, lease_owner = null,
          lease_until = null
        where notification = any(?)
        """);
  }

  @Override
  public void undelivered(Instant now, int limit) {
    List<UUID> due = due(TAKEN, "due_at", now, limit, "");
    if (due.isEmpty()) {
      return;
    }
    lock(due)
        .forEach(
            (id, state) -> {
              List<Awaited> awaited =
                  sql.query(
                      """
                      select expires_at, fallback, unread_at from outbox
                      where notification = ? and stage = ? and due_at <= ?
                      """,
                      (row, index) ->
                          new Awaited(
                              instant(row, "expires_at"),
                              row.getString("fallback"),
                              instant(row, "unread_at") != null),
                      id,
                      TAKEN,
                      at(now));
              if (!awaited.isEmpty()) {
                undelivered(id, state, awaited.get(0), now);
              }
            });
  }

  private void undelivered(UUID id, State state, Awaited awaited, Instant now) {
    boolean under = state == State.ACCEPTED || state == State.SENT;
    boolean unread = awaited.unread() && state == State.DELIVERED;
    if ((under || unread) && awaited.fallback() != null) {
      tellElsewhere(id, awaited.fallback(), now);
      history.add(id, state, now, "fallback-" + awaited.fallback());
    }
    if (under && awaited.expiresAt() != null && now.isBefore(awaited.expiresAt())) {
      sql.update(
          "update outbox set due_at = expires_at, fallback = null, unread_at = null"
              + " where notification = ?",
          id);
      return;
    }
    sql.update("delete from outbox where notification = ?", id);
    if (under) {
      sql.update(
          "update notification set state = ?, reason = 'not-delivered-in-time', updated_at = ?"
              + " where id = ?",
          State.EXPIRED.name(),
          at(now),
          id);
      history.add(id, State.EXPIRED, now, "not-delivered-in-time");
    }
  }

  /**
   * What is known of a message that the platform has taken.
   *
   * @param unread whether it is awaited until it is read
   */
  private record Awaited(@Nullable Instant expiresAt, @Nullable String fallback, boolean unread) {}

  /**
   * The notifications before their outbox rows, and in the order of ids, as whoever applies
   * statuses does.
   */
  private Map<UUID, State> lock(List<UUID> notifications) {
    Map<UUID, State> states = new HashMap<>();
    sql.query(
        "select id, state from notification where id = any(?) order by id for update",
        array("uuid", notifications),
        row -> {
          states.put(uuid(row, "id"), State.valueOf(text(row, "state")));
        });
    return states;
  }

  private void accepted(List<Settlement.Accepted> accepted, Instant now) {
    sql.batchUpdate(
        """
        update notification set state = 'ACCEPTED', wamid = ?, reason = null, updated_at = ?
        where id = ?
        """,
        accepted.stream()
            .map(one -> new Object[] {one.wamid(), at(now), one.notification()})
            .toList());
    history.add(
        accepted.stream()
            .map(one -> new History.Step(one.notification(), State.ACCEPTED, now, one.status()))
            .toList());
  }

  private void again(Settlement.Again again, Instant now) {
    UUID id = again.notification();
    int moved =
        sql.update(
            """
            update notification set state = 'QUEUED', reason = ?, platform_error = ?, updated_at = ?
            where id = ? and state = 'SENDING' and attempts = ?
            """,
            again.reason(),
            sealed(again.error()),
            at(now),
            id,
            again.attempt());
    if (moved == 1) {
      await(id, State.QUEUED, WAITING, again.dueAt(), again.reason(), now);
    }
  }

  private void unknown(Settlement.Unknown unknown, Instant now) {
    UUID id = unknown.notification();
    int moved =
        sql.update(
            """
            update notification set state = 'UNKNOWN', reason = ?, updated_at = ?
            where id = ? and state = 'SENDING' and attempts = ?
            """,
            unknown.reason(),
            at(now),
            id,
            unknown.attempt());
    if (moved == 1) {
      await(id, State.UNKNOWN, UNKNOWN, unknown.waitUntil(), unknown.reason(), now);
    }
  }

  private void await(UUID id, State state, int stage, Instant until, String why, Instant now) {
    sql.update(
        """
        update outbox set stage = ?, due_at = ?, lease_owner = null, lease_until = null
        where notification = ?
        """,
        stage,
        at(until),
        id);
    history.add(id, state, now, why);
  }

  private boolean stop(
      Settlement settlement, State state, String reason, @Nullable String error, Instant now) {
    UUID id = settlement.notification();
    int moved =
        sql.update(
            """
            update notification set state = ?, reason = ?, platform_error = ?, updated_at = ?
            where id = ? and state = 'SENDING' and attempts = ?
            """,
            state.name(),
            reason,
            sealed(error),
            at(now),
            id,
            settlement.attempt());
    if (moved == 1) {
      sql.update("delete from outbox where notification = ?", id);
      history.add(id, state, now, reason);
    }
    return moved == 1;
  }

  private void tellElsewhere(UUID id, String channel, Instant now) {
    sql.update(
        "insert into fallback (notification, channel, created_at) values (?, ?, ?)"
            + " on conflict do nothing",
        id,
        channel,
        at(now));
  }

  @Override
  public int promote(Instant now, int limit) {
    List<UUID> due = due(WAITING, "due_at", now, limit, " for update skip locked");
    if (due.isEmpty()) {
      return 0;
    }
    sql.update(
        "update outbox set stage = ? where notification = any(?)", arrayLast("uuid", due, READY));
    List<UUID> ordered = inDatabaseOrder(due, id -> id);
    int[] moved =
        sql.batchUpdate(
            "update notification set state = 'QUEUED', updated_at = ? where id = ? and state ="
                + " 'SCHEDULED'",
            ordered.stream().map(id -> new Object[] {at(now), id}).toList());
    List<History.Step> steps = new ArrayList<>();
    for (int i = 0; i < moved.length; i++) {
      if (moved[i] == 1) {
        steps.add(new History.Step(ordered.get(i), State.QUEUED, now, null));
      }
    }
    history.add(steps);
    return due.size();
  }

  private List<UUID> due(int stage, String column, Instant now, int limit, String lock) {
    return inDatabaseOrder(
        sql.query(
            "select notification from outbox where stage = "
                + stage
                + " and "
                + column
                + " <= ? order by stage, "
                + column
                + " limit ?"
                + lock,
            (row, index) -> uuid(row, "notification"),
            at(now),
            limit),
        id -> id);
  }

  @Override
  public List<UUID> expireLeases(Instant now, Instant waitUntil, int limit) {
    List<UUID> lost = due(LEASED, "lease_until", now, limit, "");
    for (UUID id : lost) {
      int moved =
          sql.update(
              """
              update notification set state = 'UNKNOWN', reason = 'lease-expired', updated_at = ?
              where id = ? and state = 'SENDING' and exists (select 1 from outbox
                where notification = id and stage = 2 and lease_until <= ?)
              """,
              at(now),
              id,
              at(now));
      if (moved == 1) {
        await(id, State.UNKNOWN, UNKNOWN, waitUntil, "lease-expired", now);
      }
      // leased but never sent: the hub ended between its claim and its commit's work
      sql.update(
          "update outbox set stage = 1, lease_owner = null, lease_until = null"
              + " where notification = ? and stage = 2 and lease_until <= ? and exists (select 1"
              + " from notification where id = ? and state in ('QUEUED', 'SCHEDULED'))",
          id,
          at(now),
          id);
    }
    return lost;
  }

  @Override
  public List<Overdue> overdueUnknown(Instant now, int limit) {
    List<UUID> ids = due(UNKNOWN, "due_at", now, limit, "");
    List<Overdue> overdue = new ArrayList<>();
    for (UUID id : ids) {
      overdue.addAll(
          sql.query(
              """
              select n.on_unknown, """
                  + OUTDATED
                  + """
                , (select count(*) from notification_history h
                  where h.notification = n.id and h.detail = 'resend') as resends
              from notification n where n.id = ?
              """,
              (row, index) ->
                  new Overdue(
                      id,
                      row.getString("on_unknown"),
                      row.getInt("resends"),
                      row.getBoolean("outdated")),
              id));
    }
    return overdue;
  }

  @Override
  public void resend(UUID notification, Instant now) {
    int moved =
        sql.update(
            "update notification set state = 'QUEUED', reason = null, updated_at = ?"
                + " where id = ? and state = 'UNKNOWN'",
            at(now),
            notification);
    if (moved == 1) {
      sql.update(
          "update outbox set stage = 1, due_at = ? where notification = ?", at(now), notification);
      history.add(notification, State.QUEUED, now, "resend");
    }
  }

  @Override
  public void hold(UUID notification, String reason, Instant now) {
    sql.update(
        "update notification set reason = ?, updated_at = ? where id = ? and state = 'UNKNOWN'",
        reason,
        at(now),
        notification);
    sql.update("delete from outbox where notification = ? and stage = ?", notification, UNKNOWN);
  }

  @Override
  public void release(String owner, Set<UUID> known, Instant now) {
    List<UUID> held =
        sql.query(
            "select notification from outbox where stage = 2 and lease_owner = ?",
            (row, index) -> uuid(row, "notification"),
            owner);
    for (UUID id : inDatabaseOrder(held, id -> id)) {
      if (known.contains(id)) {
        continue;
      }
      int moved =
          sql.update(
              "update notification set state = 'QUEUED', updated_at = ? where id = ? and state ="
                  + " 'SENDING'",
              at(now),
              id);
      sql.update(
          "update outbox set stage = ?, lease_owner = null, lease_until = null"
              + " where notification = ? and stage = ? and lease_owner = ?",
          READY,
          id,
          LEASED,
          owner);
      if (moved == 1) {
        history.add(id, State.QUEUED, now, "claim-not-answered");
      }
    }
  }

  private byte @Nullable [] sealed(@Nullable String text) {
    return text == null ? null : vault.sealText(text);
  }
}
