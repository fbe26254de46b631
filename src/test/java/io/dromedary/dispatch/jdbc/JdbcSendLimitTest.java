package io.dromedary.dispatch.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.dispatch.SendLimit;
import io.dromedary.testing.Database;
import io.dromedary.testing.Databases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
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

  private static int take(Database database, SendLimit limit, String sender, int n, Instant now) {
    return database.inTransaction(() -> limit.take(sender, n, now));
  }
}
