package io.dromedary.notification;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dromedary.dispatch.Claimed;
import io.dromedary.dispatch.Delivery;
import io.dromedary.dispatch.Outbox;
import io.dromedary.dispatch.SendLimit;
import io.dromedary.dispatch.Settlement;
import io.dromedary.dispatch.jdbc.JdbcOutbox;
import io.dromedary.notification.jdbc.History;
import io.dromedary.notification.jdbc.JdbcLedger;
import io.dromedary.notification.jdbc.JdbcStatuses;
import io.dromedary.testing.Database;
import io.dromedary.testing.Vaults;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The ledger, the outbox and the statuses over one database. */
public final class LedgerWorld {

  public static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
  public static final String SENDER = "106540352242922";

  /** The outbox's stage of what the platform has taken. */
  public static final int TAKEN = 4;

  public static final Duration LEASE = Duration.ofSeconds(30);
  public static final String PHONE = "+4915112345678";

  public final Database database;
  public final Ledger ledger;
  public final Outbox outbox;
  public final Statuses statuses;

  public LedgerWorld(DataSource dataSource) {
    database = new Database(dataSource);
    History history = new History(database.jdbc(), EnumSet.allOf(State.class));
    ledger = new JdbcLedger(database.jdbc(), Vaults.vault(), history);
    outbox = new JdbcOutbox(database.jdbc(), Vaults.vault(), history);
    statuses = new JdbcStatuses(database.jdbc(), Vaults.vault(), history);
  }

  /** Empties the tables of this world. */
  public void clear() {
    for (String table :
        List.of(
            "notification_history",
            "decision",
            "notification",
            "outbox",
            "event",
            "fan_out",
            "fan_out_work",
            "send_limit")) {
      database.jdbc().update("delete from " + table);
    }
  }

  public <T> T tx(Supplier<T> work) {
    return database.inTransaction(work);
  }

  public void run(Runnable work) {
    database.inTransaction(work);
  }

  /** A month to arrive, and nobody else to tell it. */
  private static final Delivery USUAL =
      new Delivery(NOW.plus(Duration.ofDays(30)), null, null, false);

  /** Appended and ready to be claimed. */
  public UUID queued() {
    return append(new Entry());
  }

  public UUID append(Entry entry) {
    NewNotification one = entry.build();
    run(() -> ledger.append(List.of(one), NOW));
    return one.id();
  }

  /** Claimed, and written as about to leave. */
  public UUID sending() {
    UUID id = queued();
    leave(NOW);
    return id;
  }

  /** Claims everything that is ready and writes {@code SENDING}. */
  public List<UUID> leave(Instant now) {
    return tx(
        () -> {
          List<UUID> ids =
              outbox.claim(SENDER, permits(1000), "me", now, now.plus(LEASE)).stream()
                  .map(Claimed::id)
                  .toList();
          return List.copyOf(outbox.sending(leaving(ids), now));
        });
  }

  /** Requests by the template that {@link Entry} has. */
  public static List<Outbox.Leaving> leaving(List<UUID> ids) {
    return leaving(ids, USUAL);
  }

  public static List<Outbox.Leaving> leaving(List<UUID> ids, Delivery delivery) {
    return ids.stream()
        .map(
            id ->
                new Outbox.Leaving(
                    id,
                    "flight_gate_changed",
                    "en",
                    "template",
                    "{\"outcome\":\"send\"}",
                    delivery))
        .toList();
  }

  public List<UUID> claim(int limit, String owner, Instant now) {
    return tx(
        () ->
            outbox.claim(SENDER, permits(limit), owner, now, now.plus(LEASE)).stream()
                .map(Claimed::id)
                .toList());
  }

  public void settle(Settlement... settlements) {
    run(() -> outbox.settle(List.of(settlements), NOW));
  }

  public Applied apply(StatusUpdate... updates) {
    return tx(() -> statuses.apply(List.of(updates), NOW));
  }

  public State state(UUID id) {
    return record(id).state();
  }

  public NotificationRecord record(UUID id) {
    return ledger.find(id).orElseThrow();
  }

  public List<State> history(UUID id) {
    return ledger.history(id).stream().map(HistoryEntry::state).toList();
  }

  /** The stage of its outbox row; -1 when it has none. */
  public int stage(UUID id) {
    return database
        .jdbc()
        .queryForList("select stage from outbox where notification = ?", Integer.class, id)
        .stream()
        .findFirst()
        .orElse(-1);
  }

  public boolean hasPayload(UUID id) {
    return Boolean.TRUE.equals(
        database
            .jdbc()
            .queryForObject(
                "select payload is not null from notification where id = ?", Boolean.class, id));
  }

  public static AcceptedEvent event(UUID key, String subject, int total, int decided) {
    return new AcceptedEvent(
        key,
        "/airline/ops",
        key.toString(),
        "flight.gate-changed",
        subject,
        NOW,
        NOW,
        null,
        null,
        false,
        "tag",
        "{}",
        "snapshot",
        total,
        decided);
  }

  /** A notification to be appended; queued for now unless told otherwise. */
  public static final class Entry {
    private UUID id = UUID.randomUUID();
    private UUID event = UUID.randomUUID();
    private UUID person = UUID.randomUUID();
    private State state = State.QUEUED;
    private int lane = 1;
    private Instant deadline = NOW.plus(Duration.ofHours(1));
    private @Nullable Instant dueAt = NOW;
    private @Nullable Long sequence;
    private @Nullable Instant happenedAt;
    private @Nullable String supersede;
    private String subject = "LH438";
    private String onUnknown = "resend";
    private String type = "flight.gate-changed";

    public Entry id(UUID value) {
      id = value;
      return this;
    }

    public Entry of(UUID value) {
      event = value;
      return this;
    }

    public Entry to(UUID value) {
      person = value;
      return this;
    }

    public Entry lane(int value) {
      lane = value;
      return this;
    }

    public Entry deadline(Instant value) {
      deadline = value;
      return this;
    }

    public Entry scheduled(Instant due) {
      state = State.SCHEDULED;
      dueAt = due;
      return this;
    }

    public Entry ended(State end) {
      state = end;
      dueAt = null;
      return this;
    }

    public Entry news(@Nullable Long number, @Nullable Instant at) {
      supersede = "gate";
      sequence = number;
      happenedAt = at;
      return this;
    }

    public Entry about(String value) {
      subject = value;
      return this;
    }

    public Entry onUnknown(String value) {
      onUnknown = value;
      return this;
    }

    public Entry type(String value) {
      type = value;
      return this;
    }

    public NewNotification build() {
      return new NewNotification(
          id,
          event,
          0,
          person,
          "PAX-1",
          "tag-1",
          "flight-gate-changed",
          type,
          "flights",
          "/airline/ops",
          subject,
          sequence,
          happenedAt,
          supersede,
          state,
          null,
          "flight_gate_changed",
          "en",
          "utility",
          lane,
          deadline,
          onUnknown,
          dueAt,
          SENDER,
          null,
          dueAt == null
              ? null
              : new Payload(
                  PHONE,
                  null,
                  Map.of("flight", "LH438", "gate", "B22", "date", "today", "tracking_code", "t1"),
                  "en",
                  null),
          JsonNodeFactory.instance.objectNode().put("outcome", "send"));
    }
  }

  /** That many, of any lane. */
  public static SendLimit.Permits permits(int all) {
    return new SendLimit.Permits(all, all);
  }

  /** Taken by the platform, with a month to arrive and nobody else to tell it. */
  public static Settlement.Accepted accepted(
      UUID id, int attempt, String wamid, @Nullable String status) {
    return new Settlement.Accepted(id, attempt, wamid, status, USUAL);
  }

  /** Refused for good, with nobody else to tell it. */
  public static Settlement.Refused refused(UUID id, int attempt, String reason, String error) {
    return new Settlement.Refused(id, attempt, reason, error, null);
  }
}
