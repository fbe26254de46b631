package io.dromedary.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.Databases;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

class TablesTest {

  enum Kind {
    H2(Databases::h2),
    POSTGRES(Databases::postgres);

    private final Supplier<DataSource> fresh;

    Kind(Supplier<DataSource> fresh) {
      this.fresh = fresh;
    }
  }

  private final Cast cast = Cast.load();
  private final Run run =
      Run.beginning(Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC));

  @ParameterizedTest
  @EnumSource
  void areCreatedOnceHoweverOftenAskedFor(Kind kind) {
    JdbcTemplate sql = new JdbcTemplate(kind.fresh.get());
    new Tables(sql).prepare(cast);
    new Tables(sql).prepare(cast);
    assertThat(count(sql, "erp_customer")).isEqualTo(cast.people().size());
    assertThat(count(sql, "booking_change")).isZero();
    assertThat(count(sql, "bank_payment")).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void everyChangeOfABookingIsARowThatWaitsToBeSent(Kind kind) {
    JdbcTemplate sql = prepared(kind);
    BookingSystem booking = new BookingSystem(sql, run);
    for (int i = 0; i < 6; i++) {
      booking.change(cast.inTurn(i));
    }
    assertThat(
            sql.queryForList(
                "select what from booking_change where sent_at is null order by id", String.class))
        .containsExactly("hotel", "time", "confirmed", "place", "cancelled", "hotel");
    assertThat(sql.queryForList("select distinct booking_no from booking_change")).hasSize(6);
  }

  @ParameterizedTest
  @EnumSource
  void changesThatWereSentLongAgoAreForgotten(Kind kind) {
    JdbcTemplate sql = prepared(kind);
    BookingSystem booking = new BookingSystem(sql, run);
    booking.change(cast.inTurn(0));
    sql.update(
        "update booking_change set sent_at = timestamp with time zone '2026-11-01 00:00:00Z'");
    booking.change(cast.inTurn(1));
    assertThat(count(sql, "booking_change")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void thePayersOfALongPlayDoNotPileUp(Kind kind, @TempDir Path inbox) {
    JdbcTemplate sql = prepared(kind);
    BankSystem bank = new BankSystem(sql, inbox, run);
    for (int i = 0; i < 60; i++) {
      bank.report(List.of(cast.inTurn(i), cast.inTurn(i + 1)));
    }
    assertThat(count(sql, "bank_payment")).isEqualTo(100);
    assertThat(inbox.toFile().list()).hasSize(60).allMatch(name -> name.endsWith(".xml"));
  }

  private JdbcTemplate prepared(Kind kind) {
    JdbcTemplate sql = new JdbcTemplate(kind.fresh.get());
    new Tables(sql).prepare(cast);
    return sql;
  }

  private static int count(JdbcTemplate sql, String table) {
    Integer count = sql.queryForObject("select count(*) from " + table, Integer.class);
    return count == null ? -1 : count;
  }
}
