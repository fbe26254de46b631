package io.dromedary.notification.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.notification.LedgerWorld;
import io.dromedary.notification.NotificationQuery;
import io.dromedary.notification.State;
import io.dromedary.notification.StatusUpdate;
import io.dromedary.testing.Databases;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What an earlier version has left is found by this one. */
class MigrationTest {

  static Stream<DataSource> beforeStepsWithoutIndexes() {
    return Stream.of(Databases.h2("15"), Databases.postgres("15"));
  }

  @ParameterizedTest
  @MethodSource("beforeStepsWithoutIndexes")
  void aMessageThatWasSentByAnEarlierVersionIsFoundByItsStateAndByItsStatus(DataSource database) {
    JdbcTemplate sql = new JdbcTemplate(database);
    UUID sent = notification(sql, State.SENT, "wamid.sent");
    UUID failed = notification(sql, State.FAILED, null);

    Databases.migrate(database, Databases.LATEST);

    LedgerWorld world = new LedgerWorld(database);
    assertThat(page(world, State.SENT)).containsExactly(sent);
    assertThat(page(world, State.FAILED)).containsExactly(failed);
    assertThat(world.history(sent)).containsExactly(State.SENT);
    world.apply(
        new StatusUpdate(
            null, "wamid.sent", State.DELIVERED, LedgerWorld.NOW.plusSeconds(9), null, null));
    assertThat(page(world, State.DELIVERED)).containsExactly(sent);
    assertThat(world.history(sent)).containsExactly(State.SENT, State.DELIVERED);
  }

  private static UUID notification(JdbcTemplate sql, State state, @Nullable String wamid) {
    UUID id = UUID.randomUUID();
    sql.update(
        """
        insert into notification (id, event, position, type, source, state, lane, deadline, wamid,
          attempts, created_at, updated_at)
        values (?, ?, 0, 't', 's', ?, 0, now(), ?, 1, now(), now())
        """,
        id,
        UUID.randomUUID(),
        state.name(),
        wamid);
    sql.update(
        "insert into notification_history (notification, state, at) values (?, ?, now())",
        id,
        state.name());
    sql.update(
        "insert into decision (notification, at_acceptance, json) values (?, true, '{}')", id);
    return id;
  }

  private static Stream<UUID> page(LedgerWorld world, State state) {
    return world
        .ledger
        .page(new NotificationQuery(state, null, null, null, null), null, 10)
        .notifications()
        .stream()
        .map(one -> one.id());
  }
}
