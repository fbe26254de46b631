package io.dromedary.notification.jdbc;

import static io.dromedary.jdbc.Columns.array;
import static io.dromedary.jdbc.Columns.arrayLast;
import static io.dromedary.jdbc.Columns.at;
import static io.dromedary.jdbc.Columns.instant;
import static io.dromedary.jdbc.Columns.number;
import static io.dromedary.jdbc.Columns.requiredInstant;
import static io.dromedary.jdbc.Columns.text;
import static io.dromedary.jdbc.Columns.uuid;
import static java.util.Collections.nCopies;

import io.dromedary.notification.AcceptedEvent;
import io.dromedary.notification.HistoryEntry;
import io.dromedary.notification.Ledger;
import io.dromedary.notification.NewNotification;
import io.dromedary.notification.NotificationPage;
import io.dromedary.notification.NotificationQuery;
import io.dromedary.notification.NotificationRecord;
import io.dromedary.notification.Resolution;
import io.dromedary.notification.State;
import io.dromedary.policy.Reason;
import io.dromedary.vault.Vault;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;

/** The ledger in PostgreSQL or H2; the caller's transaction is the one that counts. */
public final class JdbcLedger implements Ledger {

  /** Waiting until due, or ready: what has not left. */
  private static final String UNLEASED = "stage in (0, 1)";

  /** What others hold is waited for, and looked at again. */
  private static final String WAITING = "for update";

  /**
   * What is being claimed is left alone: the claim may wait for a lock of this transaction, and
   * sees for itself what has become outdated.
   */
  private static final String PASSING = "for update skip locked";

  /** In one statement; a power of two. */
  private static final int MOST_ROWS = 32;

  /** A notification as {@link #record} reads it. */
  static final String SELECT = "select n.*, " + Decisions.COLUMNS + " from notification n ";

  private final RowMapper<NotificationRecord> records = this::record;

  private final JdbcTemplate sql;
  private final Vault vault;
  private final History history;
  private final Payloads payloads;
  private final Decisions decisions;

  public JdbcLedger(JdbcTemplate sql, Vault vault, History history) {
    this.sql = sql;
    this.vault = vault;
    this.history = history;
    this.payloads = new Payloads(vault);
    this.decisions = new Decisions(sql);
  }

  @Override
  public boolean insert(AcceptedEvent event) {
    return !insertAll(List.of(event)).isEmpty();
  }

  @Override
  public Set<UUID> insertAll(List<AcceptedEvent> events) {
    List<AcceptedEvent> ordered =
        events.stream().sorted(Comparator.comparing(AcceptedEvent::key)).toList();
    return written(
        """
        insert into event (id, source, event_id, type, subject, happened_at, accepted_at,
          deadline, sequence_no, retracts, content_tag, body, snapshot, recipients_total,
          recipients_decided)
        """,
        ordered.stream().map(this::values).toList());
  }

  /**
   * Inserts what is not there yet, and says which ids that were. Rows travel together in statements
   * of a few lengths only, so that each is prepared once. The driver would do the same by itself,
   * but not where somebody asks which rows were written.
   *
   * @param insert up to its columns
   */
  private Set<UUID> written(String insert, List<@Nullable Object[]> rows) {
    Set<UUID> written = new HashSet<>();
    for (int from = 0; from < rows.size(); ) {
      int to = from + Integer.highestOneBit(Math.min(rows.size() - from, MOST_ROWS));
      writtenAtOnce(insert, rows.subList(from, to)).forEach(written::add);
      from = to;
    }
    return written;
  }

  private Stream<UUID> writtenAtOnce(String insert, List<@Nullable Object[]> rows) {
    String row = "(" + String.join(", ", nCopies(rows.get(0).length, "?")) + ")";
    String statement =
        insert
            + "values "
            + String.join(", ", nCopies(rows.size(), row))
            + " on conflict do nothing";
    @Nullable Object[] values = rows.stream().flatMap(Arrays::stream).toArray();
    KeyHolder written = new GeneratedKeyHolder();
    sql.update(
        connection -> {
          PreparedStatement prepared = connection.prepareStatement(statement, new String[] {"id"});
          new ArgumentPreparedStatementSetter(values).setValues(prepared);
          return prepared;
        },
        written);
    return written.getKeyList().stream().map(keys -> (UUID) keys.get("id"));
  }

  private @Nullable Object[] values(AcceptedEvent event) {
    return new @Nullable Object[] {
      event.key(),
      event.source(),
      event.eventId(),
      event.type(),
      event.subject(),
      at(event.happenedAt()),
      at(event.acceptedAt()),
      at(event.deadline()),
      event.sequence(),
      event.retracts(),
      event.contentTag(),
      vault.sealText(event.body()),
      event.snapshot(),
      event.total(),
      event.decided()
    };
  }

  @Override
  public Optional<AcceptedEvent> event(UUID key) {
    return sql.query("select * from event where id = ?", this::acceptedEvent, key).stream()
        .findFirst();
  }

  AcceptedEvent acceptedEvent(ResultSet row, int index) throws SQLException {
    return new AcceptedEvent(
        uuid(row, "id"),
        text(row, "source"),
        text(row, "event_id"),
        text(row, "type"),
        row.getString("subject"),
        instant(row, "happened_at"),
        requiredInstant(row, "accepted_at"),
        instant(row, "deadline"),
        number(row, "sequence_no"),
        row.getBoolean("retracts"),
        text(row, "content_tag"),
        vault.openText(row.getBytes("body")),
        text(row, "snapshot"),
        row.getInt("recipients_total"),
        row.getInt("recipients_decided"));
  }

  @Override
  public void addRecipients(UUID event, int recipients) {
    sql.update(
        "update event set recipients_total = recipients_total + ? where id = ?", recipients, event);
  }

  @Override
  public void decided(UUID event, int recipients) {
    sql.update(
        "update event set recipients_decided = recipients_decided + ? where id = ?",
        recipients,
        event);
  }

  @Override
  public int append(List<NewNotification> notifications, Instant now) {
    Set<UUID> written =
        written(
            """
            insert into notification (id, event, position, person, ref, recipient_tag, binding,
              type, topic, source, subject, sequence_no, happened_at, supersede, state, reason,
              template, language, category, lane, deadline, on_unknown, sender, payload, attempts,
              created_at, updated_at)
            """,
            notifications.stream().map(notification -> values(notification, now)).toList());
    List<History.Step> steps = new ArrayList<>();
    List<Decisions.Taken> taken = new ArrayList<>();
    List<Object[]> outbox = new ArrayList<>();
    List<Object[]> fallbacks = new ArrayList<>();
    for (NewNotification one : notifications) {
      // removed, since a list may name one twice
      if (written.remove(one.id())) {
        steps.add(new History.Step(one.id(), one.state(), now, one.reason()));
        taken.add(new Decisions.Taken(one.id(), one.decision().toString()));
        if (one.fallback() != null) {
          fallbacks.add(new Object[] {one.id(), one.fallback(), at(now)});
        }
        if (one.dueAt() != null) {
          outbox.add(
              new Object[] {
                one.id(),
                one.sender(),
                one.dueAt().isAfter(now) ? 0 : 1,
                one.lane(),
                at(turn(one, now)),
                at(one.dueAt())
              });
        }
      }
    }
    history.add(steps);
    decisions.atAcceptance(taken);
    sql.batchUpdate(
        """
        insert into outbox (notification, sender, stage, lane, deadline, due_at)
        values (?, ?, ?, ?, ?, ?)
        """,
        outbox);
    sql.batchUpdate(
        "insert into fallback (notification, channel, created_at) values (?, ?, ?)", fallbacks);
    return steps.size();
  }

  /**
   * By what it is sorted inside its lane: the deadline. Somebody waits for a one-time password at
   * once, however long it stays valid.
   */
  private static Instant turn(NewNotification one, Instant now) {
    return "authentication".equals(one.category()) ? now : one.deadline();
  }

  private @Nullable Object[] values(NewNotification one, Instant now) {
    return new @Nullable Object[] {
      one.id(),
      one.event(),
      one.position(),
      one.person(),
      one.ref(),
      one.recipientTag(),
      one.binding(),
      one.type(),
      one.topic(),
      one.source(),
      one.subject(),
      one.sequence(),
      at(one.happenedAt()),
      one.supersede(),
      one.state().name(),
      one.reason(),
      one.template(),
      one.language(),
      one.category(),
      one.lane(),
      at(one.deadline()),
      one.onUnknown(),
      one.sender(),
      payloads.seal(one.payload()),
      0,
      at(now),
      at(now)
    };
  }

  @Override
  public List<NotificationRecord> ofEvent(UUID event, int limit) {
    return sql.query(
        SELECT + "where n.event = ? order by n.position, n.binding limit ?", records, event, limit);
  }

  @Override
  public Optional<NotificationRecord> find(UUID id) {
    return sql.query(SELECT + "where n.id = ?", records, id).stream().findFirst();
  }

  NotificationRecord record(ResultSet row, int index) throws SQLException {
    return new NotificationRecord(
        uuid(row, "id"),
        uuid(row, "event"),
        row.getInt("position"),
        row.getObject("person", UUID.class),
        row.getString("ref"),
        row.getString("binding"),
        text(row, "type"),
        row.getString("topic"),
        State.valueOf(text(row, "state")),
        row.getString("reason"),
        row.getString("template"),
        row.getString("language"),
        row.getString("category"),
        row.getInt("lane"),
        requiredInstant(row, "deadline"),
        row.getString("wamid"),
        row.getString("form"),
        text(row, "decision"),
        row.getString("last_decision"),
        row.getInt("attempts"),
        open(row.getBytes("platform_error")),
        row.getString("pricing"),
        instant(row, "delivered_at"),
        requiredInstant(row, "created_at"),
        requiredInstant(row, "updated_at"));
  }

  private @Nullable String open(byte @Nullable [] sealed) {
    return sealed == null ? null : vault.openText(sealed);
  }

  @Override
  public List<HistoryEntry> history(UUID id) {
    return sql.query(
        "select state, at, detail from notification_history where notification = ? order by id",
        (row, index) ->
            new HistoryEntry(
                State.valueOf(text(row, "state")),
                requiredInstant(row, "at"),
                row.getString("detail")),
        id);
  }

  @Override
  public NotificationPage page(NotificationQuery query, @Nullable String cursor, int limit) {
    StringBuilder where = new StringBuilder(SELECT).append("where 1 = 1");
    List<@Nullable Object> values = new ArrayList<>();
    State state = query.state();
    narrow(where, values, "n.shelf = ?", state == null ? null : shelf(state));
    narrow(where, values, "n.state = ?", state == null ? null : state.name());
    narrow(where, values, "n.template = ?", query.template());
    narrow(where, values, "n.type = ?", query.type());
    narrow(where, values, "n.recipient_tag = ?", query.recipientTag());
    narrow(where, values, "n.created_at >= ?", at(query.since()));
    if (cursor != null) {
      Cursor after = Cursor.parse(cursor);
      where.append(" and (n.created_at < ? or (n.created_at = ? and n.id < ?))");
      values.add(at(after.createdAt()));
      values.add(at(after.createdAt()));
      values.add(after.id());
    }
    where.append(" order by n.created_at desc, n.id desc limit ?");
    values.add(limit + 1);
    List<NotificationRecord> found = sql.query(where.toString(), records, values.toArray());
    if (found.size() <= limit) {
      return new NotificationPage(found, null);
    }
    NotificationRecord last = found.get(limit - 1);
    return new NotificationPage(
        List.copyOf(found.subList(0, limit)), new Cursor(last.createdAt(), last.id()).text());
  }

  /** As the database computes it: what the index by state has instead of the state itself. */
  private static String shelf(State state) {
    return switch (state) {
      case SCHEDULED, QUEUED, SENDING, ACCEPTED, SENT -> "ON_ITS_WAY";
      case DELIVERED, READ -> "ARRIVED";
      default -> state.name();
    };
  }

  private static void narrow(
      StringBuilder where,
      List<@Nullable Object> values,
      String condition,
      @Nullable Object value) {
    if (value != null) {
      where.append(" and ").append(condition);
      values.add(value);
    }
  }

  @Override
  public Optional<State> cancel(UUID id, Instant now, String detail) {
    end(takeOut(List.of(id), WAITING), State.CANCELLED, null, now, any -> detail);
    return find(id).map(NotificationRecord::state);
  }

  /** Ends what was {@linkplain #takeOut taken out}. */
  private void end(
      List<UUID> ids,
      State state,
      @Nullable String reason,
      Instant now,
      Function<UUID, @Nullable String> detail) {
    if (ids.isEmpty()) {
      return;
    }
    sql.update(
        "update notification set state = ?, reason = coalesce(?, reason), payload = null,"
            + " updated_at = ? where id = any(?)",
        arrayLast("uuid", ids, state.name(), reason, at(now)));
    history.add(
        ids.stream().map(id -> new History.Step(id, state, now, detail.apply(id))).toList());
  }

  @Override
  public boolean retry(UUID id, Instant now) {
    int again =
        sql.update(
            """
            update notification set state = 'QUEUED', reason = null, updated_at = ?
            where id = ? and state in ('FAILED', 'DEAD') and payload is not null
            """,
            at(now),
            id);
    if (again == 0) {
      return false;
    }
    enqueue(id, now);
    history.add(id, State.QUEUED, now, "retry");
    return true;
  }

  @Override
  public boolean resolve(UUID id, Resolution resolution, Instant now) {
    State to =
        switch (resolution) {
          case SENT -> State.ACCEPTED;
          case NOT_SENT -> State.DEAD;
          case RESEND -> State.QUEUED;
        };
    int settled =
        sql.update(
            "update notification set state = ?, reason = ?, updated_at = ? where id = ? and state ="
                + " 'UNKNOWN'",
            to.name(),
            resolution == Resolution.NOT_SENT ? "not-sent" : null,
            at(now),
            id);
    if (settled == 0) {
      return false;
    }
    sql.update("delete from outbox where notification = ?", id);
    if (resolution == Resolution.RESEND) {
      enqueue(id, now);
    }
    history.add(id, to, now, "resolved as " + resolution.word());
    return true;
  }

  private void enqueue(UUID id, Instant now) {
    sql.update(
        """
        insert into outbox (notification, sender, stage, lane, deadline, due_at)
        select id, sender, 1, lane, case when category = 'authentication' then ? else deadline end, ?
        from notification where id = ?
        """,
        at(now),
        at(now),
        id);
  }

  @Override
  public boolean retracted(AcceptedEvent event) {
    return event.subject() != null
        && !sql.queryForList(
                """
                select 1 from event
                where source = ? and type = ? and subject = ? and retracts and accepted_at >= ?
                limit 1
                """,
                event.source(),
                event.type(),
                event.subject(),
                at(event.acceptedAt()))
            .isEmpty();
  }

  @Override
  public int retract(String source, String type, String subject, Instant now) {
    // waits for chunks of large audiences that are being decided; later ones see the retraction
    sql.queryForList(
        """
        select id from event
        where source = ? and type = ? and subject = ? and recipients_decided < recipients_total
        order by id for update
        """,
        UUID.class,
        source,
        type,
        subject);
    List<UUID> unsent =
        sql.queryForList(
            """
            select n.id from event e
              join notification n on n.event = e.id
              join outbox o on o.notification = n.id and o.stage in (0, 1)
            where e.source = ? and e.type = ? and e.subject = ? order by n.id
            """,
            UUID.class,
            source,
            type,
            subject);
    List<UUID> cancelled = takeOut(unsent, WAITING);
    end(cancelled, State.CANCELLED, Reason.RETRACTED.word(), now, any -> "retracted by its source");
    return cancelled.size();
  }

  @Override
  public Set<UUID> supersede(List<NewNotification> newer, Instant now) {
    Set<UUID> outdated = new HashSet<>();
    Map<UUID, UUID> by = new HashMap<>();
    for (Known pair : known(newer)) {
      int order = pair.order();
      if (order > 0) {
        outdated.add(pair.newer().id());
      } else if (order < 0) {
        by.putIfAbsent(pair.id(), pair.newer().id());
      }
    }
    end(
        takeOut(by.keySet(), PASSING),
        State.SUPERSEDED,
        Reason.SUPERSEDED.word(),
        now,
        older -> "by " + by.get(older));
    return outdated;
  }

  @Override
  public Set<UUID> outdated(List<NewNotification> newer) {
    return known(newer).stream()
        .filter(pair -> pair.order() > 0)
        .map(pair -> pair.newer().id())
        .collect(Collectors.toSet());
  }

  /** What replaces each other when it is for the same person. */
  private record News(@Nullable String source, @Nullable String subject, @Nullable String key) {}

  /** News of the same subject, person and key. */
  private List<Known> known(List<NewNotification> newer) {
    Map<News, Map<UUID, List<NewNotification>>> all =
        newer.stream()
            .collect(
                Collectors.groupingBy(
                    one -> new News(one.source(), one.subject(), one.supersede()),
                    Collectors.groupingBy(one -> Objects.requireNonNull(one.person()))));
    List<Known> known = new ArrayList<>();
    all.forEach(
        (news, byPerson) ->
            sql.query(
                """
                select id, person, sequence_no, happened_at from notification
                where person = any(?) and source = ? and subject = ? and supersede = ?
                  and state not in ('SUPPRESSED', 'CANCELLED', 'SUPERSEDED')
                """,
                array("uuid", byPerson.keySet(), news.source(), news.subject(), news.key()),
                row -> {
                  for (NewNotification one :
                      byPerson.getOrDefault(uuid(row, "person"), List.of())) {
                    known.add(
                        new Known(
                            uuid(row, "id"),
                            number(row, "sequence_no"),
                            instant(row, "happened_at"),
                            one));
                  }
                }));
    return known;
  }

  /**
   * Takes what has not left out of the outbox, in one order for all who do.
   *
   * @param busy what becomes of those that others hold: {@link #WAITING} or {@link #PASSING}
   * @return those that were taken out
   */
  private List<UUID> takeOut(Collection<UUID> ids, String busy) {
    if (ids.isEmpty()) {
      return List.of();
    }
    List<UUID> taken =
        sql.query(
            "select notification from outbox where notification = any(?) and "
                + UNLEASED
                + " order by notification "
                + busy,
            array("uuid", ids),
            (row, index) -> uuid(row, "notification"));
    if (!taken.isEmpty()) {
      sql.update("delete from outbox where notification = any(?)", array("uuid", taken));
    }
    return taken;
  }

  /** News that is known, beside newer news of the same subject, person and key. */
  private record Known(
      UUID id, @Nullable Long sequence, @Nullable Instant happenedAt, NewNotification newer) {

    /**
     * Below zero: it is the older one; zero: nobody knows, or it is the same. By sequence when both
     * have one, else by time.
     */
    int order() {
      Long newSequence = newer.sequence();
      Instant newAt = newer.happenedAt();
      if (id.equals(newer.id())) {
        return 0;
      }
      if (sequence != null && newSequence != null) {
        return sequence.compareTo(newSequence);
      }
      return happenedAt != null && newAt != null ? happenedAt.compareTo(newAt) : 0;
    }
  }

  @Override
  public void fanOut(UUID event, int firstPosition, List<String> recipients) {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < recipients.size(); i++) {
      rows.add(new Object[] {event, firstPosition + i, vault.sealText(recipients.get(i))});
    }
    sql.batchUpdate("insert into fan_out (event, position, recipient) values (?, ?, ?)", rows);
  }

  @Override
  public void fanOutReady(UUID event) {
    sql.update("insert into fan_out_work (event) values (?) on conflict do nothing", event);
  }

  @Override
  public Optional<UUID> nextFanOut() {
    // in two steps: H2 would lock all that it sorts
    return sql
        .queryForList("select event from fan_out_work order by random() limit 20", UUID.class)
        .stream()
        .filter(this::isMine)
        .findFirst();
  }

  /** Whether nobody else works on it now, and it is not done. */
  private boolean isMine(UUID fanOut) {
    return !sql.queryForList(
            "select event from fan_out_work where event = ? for update skip locked",
            UUID.class,
            fanOut)
        .isEmpty();
  }

  @Override
  public List<Pending> pending(UUID event, int limit) {
    return sql.query(
        "select position, recipient from fan_out where event = ? order by position limit ?",
        (row, index) ->
            new Pending(row.getInt("position"), vault.openText(row.getBytes("recipient"))),
        event,
        limit);
  }

  @Override
  public void done(UUID event, List<Integer> positions) {
    sql.update(
        "delete from fan_out where event = ? and position = any(?)",
        arrayLast("integer", positions, event));
    if (sql.queryForList("select 1 from fan_out where event = ? limit 1", event).isEmpty()) {
      sql.update("delete from fan_out_work where event = ?", event);
    }
  }
}
