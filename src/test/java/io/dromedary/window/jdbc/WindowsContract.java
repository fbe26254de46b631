package io.dromedary.window.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.person.PersonId;
import io.dromedary.testing.Database;
import io.dromedary.window.ServiceWindow;
import io.dromedary.window.Windows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
abstract class WindowsContract {

  private static final Instant WRITTEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final String OURS = "106540352242922";
  private static final String OTHER = "206540352242922";

  private final Database database;
  private final Windows windows;
  private final PersonId person = PersonId.random();

  WindowsContract(DataSource dataSource) {
    database = new Database(dataSource);
    windows = new JdbcWindows(database.jdbc());
  }

  @Test
  void whoNeverWroteHasNone() {
    assertThat(windows.of(PersonId.random(), OURS)).isEqualTo(ServiceWindow.never());
    assertThat(windows.of(List.of(), OURS)).isEmpty();
  }

  @Test
  void aNewerMessageMovesItAndAnOlderOrTheSameDoesNot() {
    PersonId writer = PersonId.random();
    windows.opened(writer, OURS, WRITTEN);
    windows.opened(writer, OURS, WRITTEN.minusSeconds(1));
    windows.opened(writer, OURS, WRITTEN);
    assertThat(windows.of(writer, OURS)).isEqualTo(new ServiceWindow(WRITTEN));

    windows.opened(writer, OURS, WRITTEN.plusSeconds(1));
    assertThat(windows.of(writer, OURS)).isEqualTo(new ServiceWindow(WRITTEN.plusSeconds(1)));
  }

  @Test
  void eachBusinessNumberAndEachPersonHasItsOwn() {
    PersonId silent = PersonId.random();
    windows.opened(person, OURS, WRITTEN);

    assertThat(windows.of(person, OTHER)).isEqualTo(ServiceWindow.never());
    assertThat(windows.of(List.of(person, silent), OURS))
        .isEqualTo(Map.of(person, new ServiceWindow(WRITTEN), silent, ServiceWindow.never()));
  }

  @Test
  void aClosedOneStaysClosedUntilThePersonWritesAgain() {
    PersonId writer = PersonId.random();
    windows.opened(writer, OURS, WRITTEN);
    windows.opened(writer, OTHER, WRITTEN);

    windows.closed(writer, OURS, WRITTEN);
    assertThat(windows.of(writer, OURS)).as("written later").isEqualTo(new ServiceWindow(WRITTEN));
    windows.closed(writer, OURS, WRITTEN.plusSeconds(1));
    assertThat(windows.of(writer, OURS)).isEqualTo(ServiceWindow.never());
    assertThat(windows.of(writer, OTHER)).isEqualTo(new ServiceWindow(WRITTEN));

    windows.opened(writer, OURS, WRITTEN.plusSeconds(2));
    assertThat(windows.of(writer, OURS)).isEqualTo(new ServiceWindow(WRITTEN.plusSeconds(2)));
  }

  @Test
  void messagesAtOnceLeaveTheNewest() throws Exception {
    PersonId writer = PersonId.random();
    List<Callable<Boolean>> messages =
        IntStream.rangeClosed(1, 8)
            .mapToObj(
                second ->
                    (Callable<Boolean>)
                        () -> {
                          windows.opened(writer, OURS, WRITTEN.plusSeconds(second % 8));
                          return true;
                        })
            .toList();

    Database.atOnce(messages);

    assertThat(windows.of(writer, OURS)).isEqualTo(new ServiceWindow(WRITTEN.plusSeconds(7)));
  }
}
