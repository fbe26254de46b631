package io.dromedary.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.cost.Booking;
import io.dromedary.cost.Budget;
import io.dromedary.cost.Budget.WhenUnknown;
import io.dromedary.cost.BudgetState;
import io.dromedary.cost.Money;
import io.dromedary.cost.PriceCategory;
import io.dromedary.cost.PriceFacts;
import io.dromedary.cost.Quote;
import io.dromedary.cost.Reservations;
import io.dromedary.cost.Spending;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The same on each database. */
abstract class SpendingContract {

  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final YearMonth DECEMBER = YearMonth.of(2026, 12);
  private static final PriceFacts FACTS =
      new PriceFacts("rule", "germany", PriceCategory.UTILITY, null, false, true);
  private static final Quote FREE = new Quote.Free(Quote.FreeReason.PLATFORM, FACTS);
  private static final Quote UNKNOWN = new Quote.Unknown(Quote.UnknownReason.NO_RATE, FACTS);

  private static final Budget ALL = budget("all", "1.00", WhenUnknown.ALLOW);
  private static final Budget FLIGHTS = budget("flights", "0.30", WhenUnknown.REFUSE);

  private final DataSource database = database();
  private final Spending spending = new JdbcSpending(new JdbcTemplate(database));
  private final TransactionTemplate transactions =
      new TransactionTemplate(new DataSourceTransactionManager(database));

  private final UUID one = UUID.randomUUID();
  private final UUID two = UUID.randomUUID();
  private final UUID three = UUID.randomUUID();

  abstract DataSource database();

  private static Budget budget(String name, String limit, WhenUnknown whenUnknown) {
    return new Budget(name, Money.of(limit, "EUR"), Set.of(), Set.of(), whenUnknown);
  }

  private static Quote costs(String amount) {
    return new Quote.Priced(Money.of(amount, "EUR"), FACTS);
  }

  private static Booking booking(UUID notification, Quote quote, Budget... budgets) {
    return new Booking(notification, List.of(budgets), quote);
  }

  private <T> T inTransaction(Supplier<T> work) {
    return transactions.execute(status -> work.get());
  }

  private Reservations reserve(YearMonth month, Booking... batch) {
    return inTransaction(() -> spending.reserve(List.of(batch), month));
  }

  private Reservations reserve(Booking... batch) {
    return reserve(NOVEMBER, batch);
  }

  private void settle(UUID notification, Quote quote) {
    transactions.executeWithoutResult(status -> spending.settle(Map.of(notification, quote)));
  }

  private void release(UUID... notifications) {
    transactions.executeWithoutResult(status -> spending.release(Arrays.asList(notifications)));
  }

  private BudgetState state(Budget budget, YearMonth month) {
    return spending.states(List.of(budget), month).get(0);
  }

  private void assertState(Budget budget, String reserved, String spent, long unpriced) {
    assertThat(state(budget, NOVEMBER))
        .isEqualTo(
            new BudgetState(
                budget, NOVEMBER, Money.of(reserved, "EUR"), Money.of(spent, "EUR"), unpriced));
  }

  @Test
  void aMonthBeginsWithNothing() {
    assertThat(spending.states(List.of(ALL, FLIGHTS), NOVEMBER))
        .containsExactly(BudgetState.fresh(ALL, NOVEMBER), BudgetState.fresh(FLIGHTS, NOVEMBER));
  }

  @Test
  void whatFitsIsReservedAndTheRestIsNamed() {
    Reservations reservations =
        reserve(
            booking(one, costs("0.6"), ALL),
            booking(two, costs("0.5"), ALL),
            booking(three, costs("0.4"), ALL));

    assertThat(reservations.reserved()).containsExactlyInAnyOrder(one, three);
    assertThat(reservations.refused()).isEqualTo(Map.of(two, ALL));
    assertState(ALL, "1", "0", 0);
  }

  @Test
  void aMessageOfTwoBudgetsFitsIntoBothOrNeither() {
    Reservations reservations =
        reserve(
            booking(one, costs("0.2"), ALL, FLIGHTS),
            booking(two, costs("0.2"), ALL, FLIGHTS),
            booking(three, costs("0.1"), FLIGHTS, ALL));

    assertThat(reservations.refused()).isEqualTo(Map.of(two, FLIGHTS));
    assertState(ALL, "0.3", "0", 0);
    assertState(FLIGHTS, "0.3", "0", 0);
  }

  @Test
  void withoutABudgetNothingIsBooked() {
    assertThat(reserve(booking(one, costs("99"))).reserved()).containsExactly(one);
    settle(one, costs("99"));
    release(one);

    assertThat(new JdbcTemplate(database).queryForList("select * from budget_booking")).isEmpty();
  }

  @Test
  void aRepeatedReservationChangesNothing() {
    reserve(booking(one, costs("0.6"), ALL));
    Reservations again = reserve(booking(one, costs("0.6"), ALL), booking(one, costs("0.9"), ALL));

    assertThat(again.reserved()).containsExactly(one);
    assertThat(again.refused()).isEmpty();
    assertState(ALL, "0.6", "0", 0);
  }

  @Test
  void aReservationOfLastMonthIsNotMadeAgain() {
    reserve(NOVEMBER, booking(one, costs("0.6"), ALL));
    reserve(DECEMBER, booking(one, costs("0.6"), ALL));

    assertState(ALL, "0.6", "0", 0);
    assertThat(state(ALL, DECEMBER)).isEqualTo(BudgetState.fresh(ALL, DECEMBER));
  }

  @Test
  void eachMonthHasItsOwnLimit() {
    reserve(NOVEMBER, booking(one, costs("1"), ALL));

    assertThat(reserve(NOVEMBER, booking(two, costs("0.1"), ALL)).reserved()).isEmpty();
    assertThat(reserve(DECEMBER, booking(two, costs("0.1"), ALL)).reserved()).containsExactly(two);
  }

  @Test
  void whatItDidCostReplacesWhatWasReservedOnce() {
    reserve(booking(one, costs("0.2"), ALL, FLIGHTS));
    settle(one, costs("0.05"));
    settle(one, costs("0.09"));

    assertState(ALL, "0", "0.05", 0);
    assertState(FLIGHTS, "0", "0.05", 0);
    assertThat(reserve(booking(one, costs("0.2"), ALL)).reserved()).containsExactly(one);
    assertState(ALL, "0", "0.05", 0);
  }

  @Test
  void whatTurnsOutFreeIsGivenBackAndWhatTurnsOutDearerIsBooked() {
    reserve(booking(one, costs("0.6"), ALL), booking(two, costs("0.4"), ALL));
    settle(one, FREE);
    settle(two, costs("1.5"));

    assertState(ALL, "0", "1.5", 0);
    assertThat(state(ALL, NOVEMBER).left()).isEqualTo(Money.of("-0.5", "EUR"));
    assertThat(reserve(booking(three, costs("0.000001"), ALL)).reserved()).isEmpty();
  }

  @Test
  void aFreeMessageGoesWhenNothingIsLeftAndIsBookedIfItIsChargedAfterAll() {
    reserve(booking(one, costs("1"), ALL));
    assertThat(reserve(booking(two, FREE, ALL)).reserved()).containsExactly(two);
    settle(two, costs("0.1"));

    assertState(ALL, "1", "0.1", 0);
  }

  @Test
  void whatDidNotGoIsGivenBackOnce() {
    reserve(booking(one, costs("0.6"), ALL), booking(two, costs("0.4"), ALL));
    release(one, one);
    release(one);

    assertState(ALL, "0.4", "0", 0);
  }

  @Test
  void whatWasSettledOrNeverReservedIsNotGivenBack() {
    reserve(booking(one, costs("0.6"), ALL));
    settle(one, costs("0.6"));
    release(one, two);

    assertState(ALL, "0", "0.6", 0);
  }

  @Test
  void whatWasGivenBackIsReservedAnewAndMayNotFitThen() {
    reserve(booking(one, costs("0.6"), ALL));
    release(one);
    reserve(booking(two, costs("0.6"), ALL));

    assertThat(reserve(booking(one, costs("0.6"), ALL)).refused()).isEqualTo(Map.of(one, ALL));
    assertThat(reserve(booking(one, costs("0.4"), ALL)).reserved()).containsExactly(one);
    assertState(ALL, "1", "0", 0);
  }

  @Test
  void whatWasGivenBackAndIsChargedAfterAllIsSpent() {
    reserve(booking(one, costs("0.6"), ALL));
    release(one);
    settle(one, costs("0.6"));

    assertState(ALL, "0", "0.6", 0);
  }

  @Test
  void aReservationOfTheNewMonthIsSettledInsteadOfWhatWasGivenBackInTheOldOne() {
    reserve(NOVEMBER, booking(one, costs("0.6"), ALL));
    release(one);
    reserve(DECEMBER, booking(one, costs("0.5"), ALL));
    settle(one, costs("0.5"));

    assertState(ALL, "0", "0", 0);
    assertThat(state(ALL, DECEMBER).spent()).isEqualTo(Money.of("0.5", "EUR"));
    assertThat(state(ALL, DECEMBER).reserved()).isEqualTo(Money.of("0", "EUR"));
  }

  @Test
  void whatNobodyCanPriceIsCountedInsteadOfZero() {
    assertThat(reserve(booking(one, UNKNOWN, FLIGHTS)).refused()).isEqualTo(Map.of(one, FLIGHTS));
    assertThat(reserve(booking(one, UNKNOWN, ALL)).reserved()).containsExactly(one);
    assertState(ALL, "0", "0", 1);
    settle(one, UNKNOWN);
    assertState(ALL, "0", "0", 1);

    reserve(booking(two, UNKNOWN, ALL), booking(three, UNKNOWN, ALL));
    settle(two, costs("0.1"));
    release(three);
    assertState(ALL, "0", "0.1", 1);
  }

  @Test
  void whatTheWebhookLeavesOpenCountsAsItWasExpected() {
    reserve(booking(one, costs("0.2"), ALL), booking(two, costs("0.3"), ALL));
    settle(one, UNKNOWN);
    settle(two, new Quote.Priced(Money.of("7", "USD"), FACTS));

    assertState(ALL, "0", "0.5", 0);
  }

  @Test
  void aRolledBackTransactionBooksNothing() {
    transactions.executeWithoutResult(
        status -> {
          spending.reserve(List.of(booking(one, costs("0.6"), ALL)), NOVEMBER);
          status.setRollbackOnly();
        });

    assertState(ALL, "0", "0", 0);
  }

  @Test
  void bookingOutsideATransactionIsRefused() {
    List<Booking> batch = List.of(booking(one, costs("0.6"), ALL));

    assertThatThrownBy(() -> spending.reserve(batch, NOVEMBER))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> spending.settle(Map.of(one, FREE)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> spending.release(List.of(one)))
        .isInstanceOf(IllegalStateException.class);
  }

  /**
   * Eight threads want twice what there is, in batches of two budgets in changing order; some give
   * back and some settle. Exactly what fits is reserved, and nobody waits for ever.
   */
  @Test
  void racingThreadsNeverExceedALimit() throws Exception {
    Budget wide = budget("wide", "1.00", WhenUnknown.ALLOW);
    Budget narrow = budget("narrow", "0.80", WhenUnknown.ALLOW);
    int threads = 8;
    int batches = 5;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CountDownLatch together = new CountDownLatch(threads);
    List<Future<List<UUID>>> results = new ArrayList<>();
    try {
      for (int t = 0; t < threads; t++) {
        boolean turned = t % 2 == 0;
        results.add(
            pool.submit(
                () -> {
                  together.countDown();
                  together.await();
                  List<UUID> mine = new ArrayList<>();
                  for (int i = 0; i < batches; i++) {
                    mine.addAll(oneBatch(turned ? wide : narrow, turned ? narrow : wide));
                    assertWithin(wide);
                    assertWithin(narrow);
                  }
                  return mine;
                }));
      }
      List<UUID> reserved = new ArrayList<>();
      for (Future<List<UUID>> result : results) {
        reserved.addAll(result.get(60, TimeUnit.SECONDS));
      }
      // 8 threads x 5 batches x 4 messages of a cent want 1.60; 0.80 is there
      assertThat(reserved).hasSize(80).doesNotHaveDuplicates();
      assertState(narrow, "0.8", "0", 0);
      assertState(wide, "0.8", "0", 0);
    } finally {
      pool.shutdownNow();
    }
  }

  private List<UUID> oneBatch(Budget first, Budget second) {
    List<Booking> batch = new ArrayList<>();
    for (int n = 0; n < 4; n++) {
      batch.add(booking(UUID.randomUUID(), costs("0.01"), first, second));
    }
    return List.copyOf(inTransaction(() -> spending.reserve(batch, NOVEMBER)).reserved());
  }

  private void assertWithin(Budget budget) {
    assertThat(state(budget, NOVEMBER).left().amount()).isNotNegative();
  }

  /** The same notifications are reserved, given back and settled by everybody at once. */
  @Test
  void racingForTheSameNotificationsBooksEachOnce() throws Exception {
    int threads = 8;
    List<UUID> ids = java.util.stream.Stream.generate(UUID::randomUUID).limit(20).toList();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CountDownLatch together = new CountDownLatch(threads);
    List<Future<?>> results = new ArrayList<>();
    try {
      for (int t = 0; t < threads; t++) {
        int turn = t;
        results.add(
            pool.submit(
                () -> {
                  together.countDown();
                  together.await();
                  YearMonth month = turn % 2 == 0 ? NOVEMBER : DECEMBER;
                  for (UUID id : ids) {
                    reserve(month, booking(id, costs("0.01"), ALL));
                    if (turn == 3) {
                      release(id);
                    }
                    reserve(month, booking(id, costs("0.01"), ALL));
                    settle(id, costs("0.02"));
                  }
                  return null;
                }));
      }
      for (Future<?> result : results) {
        result.get(60, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }

    BigDecimal spent = state(ALL, NOVEMBER).spent().plus(state(ALL, DECEMBER).spent()).amount();
    BigDecimal reserved =
        state(ALL, NOVEMBER).reserved().plus(state(ALL, DECEMBER).reserved()).amount();
    assertThat(spent).isEqualByComparingTo("0.40");
    assertThat(reserved).isZero();
  }
}
