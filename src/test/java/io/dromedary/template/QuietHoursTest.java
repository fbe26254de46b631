package io.dromedary.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuietHoursTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static QuietHours hours(String text) {
    return QuietHours.of(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    // within a day
    "13:00-15:00, 2026-11-20T11:59:59.999999999Z, false",
    "13:00-15:00, 2026-11-20T12:00:00Z, true",
    "13:00-15:00, 2026-11-20T13:59:59.999999999Z, true",
    "13:00-15:00, 2026-11-20T14:00:00Z, false",
    // over midnight
    "22:00-07:00, 2026-11-20T20:59:59.999999999Z, false",
    "22:00-07:00, 2026-11-20T21:00:00Z, true",
    "22:00-07:00, 2026-11-20T23:00:00Z, true",
    "22:00-07:00, 2026-11-21T05:59:59.999999999Z, true",
    "22:00-07:00, 2026-11-21T06:00:00Z, false",
    // to midnight, from midnight
    "22:00-00:00, 2026-11-20T22:59:59.999999999Z, true",
    "22:00-00:00, 2026-11-20T23:00:00Z, false",
    "00:00-06:00, 2026-11-20T22:59:59.999999999Z, false",
    "00:00-06:00, 2026-11-20T23:00:00Z, true"
  })
  void theFirstInstantIsQuietAndTheLastIsNot(String hours, Instant at, boolean quiet) {
    assertThat(hours(hours).isQuietAt(at, BERLIN)).isEqualTo(quiet);
  }

  @ParameterizedTest
  @CsvSource({
    // an ordinary night, asked before and after midnight
    "22:00-07:00, 2026-11-20T21:30:00Z, 2026-11-21T06:00:00Z",
    "22:00-07:00, 2026-11-21T03:00:00Z, 2026-11-21T06:00:00Z",
    // the clock goes forward at 01:00Z: the night is an hour shorter
    "22:00-07:00, 2026-03-28T21:30:00Z, 2026-03-29T05:00:00Z",
    // … over the end of the hours, which does not exist that day: they end with the change
    "22:00-02:30, 2026-03-28T22:00:00Z, 2026-03-29T01:00:00Z",
    // the clock goes back at 01:00Z: the night is an hour longer
    "22:00-07:00, 2026-10-24T21:30:00Z, 2026-10-25T06:00:00Z",
    // … over the end of the hours, which come twice: they end the second time
    "22:00-02:30, 2026-10-24T21:30:00Z, 2026-10-25T00:30:00Z",
    "22:00-02:30, 2026-10-25T01:10:00Z, 2026-10-25T01:30:00Z",
    // not quiet: at once
    "22:00-07:00, 2026-11-20T12:00:00Z, 2026-11-20T12:00:00Z"
  })
  void theEndIsTheFirstInstantThatIsNotQuiet(String hours, Instant from, Instant end) {
    assertThat(hours(hours).endAfter(from, BERLIN)).isEqualTo(end);
  }

  @Property(tries = 3000)
  void theEndIsNeverQuietAndEverythingBeforeItIs(
      @ForAll @LongRange(min = 1_700_000_000L, max = 1_900_000_000L) long second,
      @ForAll @IntRange(min = 0, max = 1439) int from,
      @ForAll @IntRange(min = 0, max = 1439) int to,
      @ForAll @IntRange(min = 0, max = 4) int zone) {
    ZoneId where =
        ZoneId.of(
            new String[] {
                  "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"
                }
                [zone]);
    QuietHours hours =
        new QuietHours(
            LocalTime.ofSecondOfDay(from * 60L),
            LocalTime.ofSecondOfDay((from == to ? (to + 1) % 1440 : to) * 60L));
    Instant start = Instant.ofEpochSecond(second);
    Instant end = hours.endAfter(start, where);

    assertThat(hours.isQuietAt(end, where)).isFalse();
    assertThat(end).isBetween(start, start.plusSeconds(26 * 3600));
    for (Instant at = start; at.isBefore(end); at = at.plusSeconds(60)) {
      assertThat(hours.isQuietAt(at, where)).isTrue();
    }
    if (end.isAfter(start)) {
      assertThat(hours.isQuietAt(end.minusNanos(1), where)).isTrue();
    }
  }

  @Test
  void noneIsNeverQuiet() {
    assertThat(hours("none").isQuietAt(Instant.parse("2026-11-20T23:00:00Z"), BERLIN)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "22:00", "22-07", "22:00-22:00", "22:00-25:00", "a-b", "1-2-3"})
  void whatIsNoPairOfTwoTimesIsRefused(String text) {
    assertThat(QuietHours.of(text)).isEmpty();
  }
}
