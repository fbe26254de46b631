package io.dromedary.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.testing.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GathererTest {

  private static final Duration SOON = Duration.ofMillis(2);

  private final List<Integer> written = Collections.synchronizedList(new ArrayList<>());

  @Test
  void everyValueIsWrittenOnceHoweverManyThreadsBringThem() throws Exception {
    AtomicInteger largest = new AtomicInteger();
    try (Gatherer<Integer> gatherer =
        new Gatherer<>(
            "test",
            values -> {
              largest.accumulateAndGet(values.size(), Math::max);
              written.addAll(values);
            },
            SOON,
            7)) {
      List<Callable<Boolean>> tasks =
          IntStream.range(0, 8)
              .<Callable<Boolean>>mapToObj(
                  thread ->
                      () -> {
                        for (int i = 0; i < 50; i++) {
                          gatherer.write(thread * 50 + i);
                        }
                        return true;
                      })
              .toList();
      Database.atOnce(tasks);
    }
    assertThat(written).doesNotHaveDuplicates().hasSize(400);
    assertThat(largest.get()).isLessThanOrEqualTo(7);
  }

  @Test
  void aBrokenValueFailsAlone() {
    CountDownLatch together = new CountDownLatch(1);
    try (Gatherer<Integer> gatherer =
        new Gatherer<>(
            "test",
            values -> {
              await(together);
              if (values.contains(13)) {
                throw new IllegalArgumentException("thirteen");
              }
              written.addAll(values);
            },
            SOON,
            100)) {
      List<CompletableFuture<Void>> all =
          IntStream.rangeClosed(0, 20).mapToObj(gatherer::add).toList();
      together.countDown();
      for (int i = 0; i <= 20; i++) {
        CompletableFuture<Void> one = all.get(i);
        if (i == 13) {
          assertThatThrownBy(one::join).hasRootCauseInstanceOf(IllegalArgumentException.class);
        } else {
          one.join();
        }
      }
    }
    assertThat(written).doesNotHaveDuplicates().hasSize(20);
  }

  @Test
  void theWritesOwnExceptionComesOut() {
    try (Gatherer<Integer> gatherer =
        new Gatherer<>(
            "test",
            values -> {
              throw new UnsupportedOperationException();
            },
            SOON,
            5)) {
      assertThatThrownBy(() -> gatherer.write(1)).isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void anErrorEndsNeitherTheWriterNorLeavesAnybodyWaiting() throws Exception {
    try (Gatherer<Integer> gatherer =
        new Gatherer<>(
            "test",
            values -> {
              if (values.contains(1)) {
                throw new StackOverflowError();
              }
              written.addAll(values);
            },
            SOON,
            1)) {
      CompletableFuture<Void> broken = gatherer.add(1);
      CompletableFuture<Void> fine = gatherer.add(2);

      fine.get(30, TimeUnit.SECONDS);
      assertThat(broken).isCompletedExceptionally();
    }
    assertThat(written).containsExactly(2);
  }

  @Test
  void closingWritesTheRest() {
    CountDownLatch first = new CountDownLatch(1);
    Gatherer<Integer> gatherer =
        new Gatherer<>(
            "test",
            values -> {
              await(first);
              written.addAll(values);
            },
            SOON,
            3);
    List<CompletableFuture<Void>> all = IntStream.range(0, 20).mapToObj(gatherer::add).toList();
    first.countDown();
    gatherer.close();

    assertThat(written).hasSize(20);
    assertThat(all).allMatch(CompletableFuture::isDone);
    assertThat(gatherer.add(21)).isCompletedExceptionally();
  }

  @Test
  void whoeverAddsWhileItClosesIsEitherWrittenOrRefused() throws Exception {
    for (int round = 0; round < 50; round++) {
      Set<Integer> done = ConcurrentHashMap.newKeySet();
      Gatherer<Integer> gatherer = new Gatherer<>("test", done::addAll, Duration.ZERO, 100);
      List<Callable<List<CompletableFuture<Void>>>> race = new ArrayList<>();
      race.add(() -> IntStream.range(0, 200).mapToObj(gatherer::add).toList());
      race.add(
          () -> {
            gatherer.close();
            return List.of();
          });
      List<CompletableFuture<Void>> added = Database.atOnce(race).get(0);
      for (int i = 0; i < added.size(); i++) {
        assertThat(added.get(i)).isDone();
        assertThat(done.contains(i)).isEqualTo(!added.get(i).isCompletedExceptionally());
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
