package io.dromedary.dispatch.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.dispatch.SendLimit;
import io.dromedary.testing.Database;
import io.dromedary.testing.Databases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JdbcSendLimitTest {

  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

  private final Database h2 = new Database(Databases.h2());

  @Test
  void afterAPauseTheBurstIsFreeAndNotOneMore() {
    SendLimit limit = new JdbcSendLimit(h2.jdbc(), 10, 5);

    assertThat(take(h2, limit, "n", 9, NOW)).isEqualTo(5);
    assertThat(take(h2, limit, "n", 1, NOW)).isZero();
    assertThat(take(h2, limit, "n", 9, NOW.plusSeconds(3600))).isEqualTo(5);
  }

  @Test
  void anIntervalLaterOneIsFreeAndAMicrosecondEarlierNone() {
    SendLimit limit = new JdbcSendLimit(h2.jdbc(), 10, 5);
    take(h2, limit, "n", 5, NOW);

    assertThat(take(h2, limit, "n", 2, NOW.plusMillis(100).minusNanos(1000))).isZero();
    assertThat(take(h2, limit, "n", 2, NOW.plusMillis(100))).isEqualTo(1);
  }

  @Test
  void numbersDoNotShareTheirPermits() {
    SendLimit limit = new JdbcSendLimit(h2.jdbc(), 10, 5);
    take(h2, limit, "one", 5, NOW);
    assertThat(take(h2, limit, "two", 5, NOW)).isEqualTo(5);
  }

  @Test
  void whatIsGivenBackIsFreeAgainButNeverMoreThanTheBurst() {
    SendLimit limit = new JdbcSendLimit(h2.jdbc(), 10, 5);
    take(h2, limit, "n", 5, NOW);
    h2.inTransaction(() -> limit.giveBack("n", 3, NOW));
    assertThat(take(h2, limit, "n", 9, NOW)).isEqualTo(3);

    h2.inTransaction(() -> limit.giveBack("n", 500, NOW));
    assertThat(take(h2, limit, "n", 900, NOW)).isEqualTo(5);
  }

  @Test
  void neverMoreThanRateTimesTimeAndTheBurst() {
    for (long seed = 0; seed < 25; seed++) {
      Random random = new Random(seed);
      // thirds and sevenths of a second are no whole microseconds
      int rate = List.of(1, 3, 7, 80, 333, 1000).get(random.nextInt(6));
      int burst = 1 + random.nextInt(20);
      SendLimit limit = new JdbcSendLimit(h2.jdbc(), rate, burst);
      String sender = "n" + seed;
      Instant now = NOW.plusNanos(random.nextInt(1_000_000));
      Instant start = now;
      long used = 0;
      for (int i = 0; i < 120; i++) {
        now = now.plusNanos((long) (random.nextDouble() * 3e9 / rate));
        int taken = take(h2, limit, sender, 1 + random.nextInt(2 * burst), now);
        int unused = random.nextInt(4) == 0 ? random.nextInt(taken + 1) : 0;
        Instant at = now;
        h2.inTransaction(() -> limit.giveBack(sender, unused, at));
        used += taken - unused;
        double allowed = Duration.between(start, now).toNanos() / 1e9 * rate + burst;
        assertThat((double) used)
            .as("seed %d, rate %d, burst %d, step %d", seed, rate, burst, i)
            .isLessThanOrEqualTo(allowed);
      }
    }
  }

  @Test
  void aLongRunAtTheLimitNeitherGainsNorStarves() {
    SendLimit limit = new JdbcSendLimit(h2.jdbc(), 3, 2);
    long used = 0;
    int steps = 3000;
    for (int i = 0; i <= steps; i++) {
      used += take(h2, limit, "long", 1, NOW.plusNanos(333_333_334L * i));
    }
    // 3000 steps of a third of a second and the burst
    assertThat(used).isBetween((long) (steps * 0.99), (long) steps + 2);
  }

  @Test
  void twoHubsShareThePermits() throws Exception {
    Database postgres = new Database(Databases.postgres());
    SendLimit limit = new JdbcSendLimit(postgres.jdbc(), 1, 40);
    List<Integer> taken =
        Database.atOnce(
            4,
            () -> {
              int mine = 0;
              for (int i = 0; i < 20; i++) {
                mine += take(postgres, limit, "n", 2, NOW);
              }
              return mine;
            });
    assertThat(taken.stream().mapToInt(Integer::intValue).sum()).isEqualTo(40);
  }

  @Test
  void threeHubsUnderBacklogNeverExceedTheNumbersSecondAndWasteLittleOfIt() {
    // as a hub sets them up for a number of 80 a second
    List<SendLimit> hubs =
        Stream.generate(() -> new JdbcSendLimit(h2.jdbc(), 76, 4))
            .limit(3)
            .map(SendLimit.class::cast)
            .toList();
    Random random = new Random(80);
    List<Instant> issued = new ArrayList<>();
    Instant end = NOW.plusSeconds(60);
    for (Instant now = NOW; now.isBefore(end); now = now.plusNanos(random.nextInt(20_000_000))) {
      int taken = take(h2, hubs.get(random.nextInt(3)), "n", 100, now);
      issued.addAll(Collections.nCopies(taken, now));
    }

    for (int i = 80; i < issued.size(); i++) {
      assertThat(Duration.between(issued.get(i - 80), issued.get(i)))
          .as("permits %d to %d", i - 80, i)
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }
    assertThat(issued.size()).isBetween(4_560, 4_800);
  }

  @Test
  void aQuarterOfTheBurstIsKeptForTheUrgentLane() {
    SendLimit limit = new JdbcSendLimit(h2.jdbc(), 10, 8);

    assertThat(h2.inTransaction(() -> limit.take("n", 8, NOW)))
        .isEqualTo(new SendLimit.Permits(8, 6));
    assertThat(h2.inTransaction(() -> limit.take("n", 9, NOW.plusMillis(200))))
        .as("two are free, both of the reserve")
        .isEqualTo(new SendLimit.Permits(2, 0));
    assertThat(h2.inTransaction(() -> limit.take("n", 1, NOW.plusMillis(500))))
        .as("three are free, one of them for everybody")
        .isEqualTo(new SendLimit.Permits(1, 1));
  }

  @Test
  void aNumberThatIsTooFastPausesGoesOnAtHalfItsRateAndRecovers() {
    SendLimit limit = new JdbcSendLimit(h2.jdbc(), 10, 1);
    take(h2, limit, "n", 1, NOW);
    h2.inTransaction(() -> limit.slowDown("n", NOW.plusSeconds(2), NOW));
    h2.inTransaction(() -> limit.slowDown("n", NOW.plusSeconds(9), NOW.plusMillis(999)));

    assertThat(take(h2, limit, "n", 1, NOW.plusSeconds(2))).as("paused").isZero();
    int slow = taken(limit, NOW.plusSeconds(2), NOW.plusSeconds(12));
    assertThat(slow).as("in ten seconds at half the rate and a little more").isBetween(50, 62);
    int full = taken(limit, NOW.plusSeconds(102), NOW.plusSeconds(112));
    assertThat(full).isBetween(95, 101);
  }

  @Test
  void howeverOftenItIsTooFastSomethingStillGoes() {
    SendLimit limit = new JdbcSendLimit(h2.jdbc(), 64, 1);
    Instant now = NOW;
    for (int i = 0; i < 20; i++) {
      Instant at = now;
      h2.inTransaction(() -> limit.slowDown("n", at, at));
      now = now.plusSeconds(1);
    }
    assertThat(taken(limit, now, now.plusSeconds(10))).isGreaterThanOrEqualTo(9);
  }

  private int taken(SendLimit limit, Instant from, Instant until) {
    int all = 0;
    for (Instant now = from; now.isBefore(until); now = now.plusMillis(10)) {
      all += take(h2, limit, "n", 1, now);
    }
    return all;
  }

  private static int take(Database database, SendLimit limit, String sender, int n, Instant now) {
    return database.inTransaction(() -> limit.take(sender, n, now).all());
  }
}
