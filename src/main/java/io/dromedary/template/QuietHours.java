package io.dromedary.template;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * Hours of the night in which nobody is disturbed, on the recipient's clock. The first instant is
 * quiet, the last one is not any more.
 *
 * @param from when they begin; after {@code to}: they pass midnight
 * @param to when they end; the same as {@code from}: there are none
 */
public record QuietHours(LocalTime from, LocalTime to) {

  /** Nobody is ever left in peace: one-time passwords, safety alerts. */
  public static final QuietHours NONE = new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

  /**
   * Reads {@code 22:00-07:00} or {@code none}; empty for anything else, and for hours that begin
   * when they end, which could mean never as well as always.
   */
  public static Optional<QuietHours> of(String text) {
    if (text.strip().equals("none")) {
      return Optional.of(NONE);
    }
    String[] ends = text.split("-", -1);
    try {
      LocalTime from = LocalTime.parse(ends[0].strip());
      LocalTime to = LocalTime.parse(ends.length == 2 ? ends[1].strip() : "");
      return from.equals(to) ? Optional.empty() : Optional.of(new QuietHours(from, to));
    } catch (DateTimeException noTimeOfDay) {
      return Optional.empty();
    }
  }

  /** Whether this instant is quiet on that zone's clock. */
  public boolean isQuietAt(Instant instant, ZoneId zone) {
    LocalTime time = instant.atZone(zone).toLocalTime();
    return from.isBefore(to)
        ? !time.isBefore(from) && time.isBefore(to)
        : !from.equals(to) && (!time.isBefore(from) || time.isBefore(to));
  }

  /**
   * The first instant that is not quiet, from {@code instant} on. Where the clock is put forward
   * over the end, it is the moment of the change; where it is put back over the end, the hours end
   * for good only the second time.
   */
  public Instant endAfter(Instant instant, ZoneId zone) {
    Instant end = instant;
    while (isQuietAt(end, zone)) {
      end = nextEnd(end, zone);
    }
    return end;
  }

  private Instant nextEnd(Instant quiet, ZoneId zone) {
    ZonedDateTime now = quiet.atZone(zone);
    LocalDate day = now.toLocalDate();
    if (!now.toLocalTime().isBefore(to)) {
      day = day.plusDays(1);
    }
    ZoneOffsetTransition change = zone.getRules().getTransition(day.atTime(to));
    if (change != null && change.isGap()) {
      return change.getInstant();
    }
    ZonedDateTime end = ZonedDateTime.of(day, to, zone);
    Instant first = end.toInstant();
    return first.isAfter(quiet) ? first : end.withLaterOffsetAtOverlap().toInstant();
  }

  @Override
  public String toString() {
    return from.equals(to) ? "none" : from + "-" + to;
  }
}
