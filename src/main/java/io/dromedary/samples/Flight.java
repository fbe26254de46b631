package io.dromedary.samples;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * One departure as the airport sees it now.
 *
 * @param number without the airline's code
 * @param scheduled departure of the timetable
 * @param estimated departure as expected now, not before the scheduled one
 */
record Flight(int number, Instant scheduled, Instant estimated, String gate) {

  static final String AIRLINE = "ZZ";
  static final String FROM = "FRA";
  static final String TO = "LIS";

  private static final ZoneId AIRPORT = ZoneId.of("Europe/Berlin");
  private static final Duration BOARDING = Duration.ofMinutes(40);
  private static final Duration TIME_OF_FLIGHT = Duration.ofMinutes(195);

  String designator() {
    return AIRLINE + number;
  }

  /** Day of the timetable, in the airport's zone. */
  LocalDate date() {
    return LocalDate.ofInstant(scheduled, AIRPORT);
  }

  /** What the passenger list is filed under. */
  String key() {
    return designator() + "/" + date();
  }

  Instant boarding() {
    return estimated.minus(BOARDING);
  }

  Instant scheduledArrival() {
    return scheduled.plus(TIME_OF_FLIGHT);
  }

  Flight at(String newGate) {
    return new Flight(number, scheduled, estimated, newGate);
  }

  Flight laterBy(Duration delay) {
    return new Flight(number, scheduled, estimated.plus(delay), gate);
  }
}
