package io.dromedary.samples;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes what has changed in a booking into its table; others read it there. */
final class BookingSystem {

  private static final Duration KEPT = Duration.ofDays(1);
  private static final List<Change> CHANGES =
      List.of(
          new Change("hotel", "Via Esempio 7, Verona", "Hotel Stella", "Hotel Aurora", 15),
          new Change("time", "Museo Esempio, Verona", "10:00", "11:30", 11),
          new Change("confirmed", "Restaurant Modèle, Lyon", null, "4", 19),
          new Change("place", "Quai 3, Lyon", "Quai 1", "Quai 3", 9),
          new Change("cancelled", "Muelle 2, Valencia", null, null, 18));

  private record Change(
      String what, String place, @Nullable String oldValue, @Nullable String newValue, int hour) {}

  private final JdbcTemplate sql;
  private final Run run;
  private int changes;

  BookingSystem(JdbcTemplate sql, Run run) {
    this.sql = sql;
    this.run = run;
  }

  /** Changes a booking of this person. */
  String change(Person person) {
    Change change = CHANGES.get(changes % CHANGES.size());
    String booking = "B" + run.id() + (char) ('A' + changes % 26);
    changes++;
    OffsetDateTime now = run.now().atOffset(ZoneOffset.UTC);
    forget(now.minus(KEPT));
    sql.update(
        "insert into booking_change (booking_no, what, place, starts_at, old_value, new_value,"
            + " phone, name, locale, zone, changed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        booking,
        change.what(),
        change.place(),
        startsAt(person, change.hour()),
        change.oldValue(),
        change.newValue(),
        person.phone(),
        person.name(),
        person.locale(),
        person.zone(),
        now);
    return "booking %s changed: %s (row in table booking_change)".formatted(booking, change.what());
  }

  /** In three days, at a full hour where the person lives. */
  private OffsetDateTime startsAt(Person person, int hour) {
    return LocalDate.ofInstant(run.now(), person.zoneId())
        .plusDays(3)
        .atTime(LocalTime.of(hour, 0))
        .atZone(person.zoneId())
        .toOffsetDateTime();
  }

  private void forget(OffsetDateTime before) {
    sql.update("delete from booking_change where sent_at < ?", before);
  }
}
