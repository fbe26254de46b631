package io.dromedary.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.cost.Budget.WhenUnknown;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BudgetTest {

  private static final PriceFacts FACTS =
      new PriceFacts("rule", "germany", PriceCategory.UTILITY, null, false, true);
  private static final Quote FREE = new Quote.Free(Quote.FreeReason.OPEN_WINDOW, FACTS);
  private static final Quote UNKNOWN = new Quote.Unknown(Quote.UnknownReason.NO_RATE, FACTS);

  private static Quote costs(String amount) {
    return new Quote.Priced(Money.of(amount, "EUR"), FACTS);
  }

  private static Budget budget(WhenUnknown whenUnknown) {
    return new Budget("flights", Money.of("10", "EUR"), Set.of(), Set.of(), whenUnknown);
  }

  private static BudgetState used(String reserved, String spent, WhenUnknown whenUnknown) {
    return new BudgetState(
        budget(whenUnknown),
        YearMonth.of(2026, 11),
        Money.of(reserved, "EUR"),
        Money.of(spent, "EUR"),
        0);
  }

  @Test
  void reservedAndSpentTogetherReachTheLimitButDoNotExceedIt() {
    BudgetState state = used("2.5", "7", WhenUnknown.ALLOW);

    assertThat(state.left()).isEqualTo(Money.of("0.50", "EUR"));
    assertThat(state.budgetAllows(costs("0.5"))).isTrue();
    assertThat(state.budgetAllows(costs("0.500001"))).isFalse();
  }

  @Test
  void freeMessagesGoWhenNothingIsLeft() {
    assertThat(used("0", "11", WhenUnknown.REFUSE).budgetAllows(FREE)).isTrue();
  }

  @Test
  void whatNobodyCanPriceGoesAsTheBudgetSaysWhileAnythingIsLeft() {
    assertThat(used("0", "9.999999", WhenUnknown.ALLOW).budgetAllows(UNKNOWN)).isTrue();
    assertThat(used("0", "10", WhenUnknown.ALLOW).budgetAllows(UNKNOWN)).isFalse();
    assertThat(used("0", "0", WhenUnknown.REFUSE).budgetAllows(UNKNOWN)).isFalse();
  }

  @Test
  void everyBudgetMustAllow() {
    List<BudgetState> states =
        List.of(used("0", "0", WhenUnknown.ALLOW), used("0", "10", WhenUnknown.ALLOW));

    assertThat(BudgetState.allAllow(states, costs("1"))).isFalse();
    assertThat(BudgetState.allAllow(states.subList(0, 1), costs("1"))).isTrue();
    assertThat(BudgetState.allAllow(List.of(), costs("1"))).isTrue();
  }

  @Test
  void anotherCurrencyIsAMistake() {
    BudgetState state = BudgetState.fresh(budget(WhenUnknown.ALLOW), YearMonth.of(2026, 11));

    assertThatThrownBy(() -> state.budgetAllows(new Quote.Priced(Money.of("1", "USD"), FACTS)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBudgetCoversItsSourcesAndTopics() {
    Money limit = Money.of("10", "EUR");
    Budget all = new Budget("all", limit, Set.of(), Set.of(), WhenUnknown.ALLOW);
    Budget airline =
        new Budget("airline", limit, Set.of("airline"), Set.of("flights"), WhenUnknown.ALLOW);
    Budgets budgets = new Budgets(List.of(all, airline), ZoneId.of("Europe/Berlin"));

    assertThat(budgets.covering("airline", "flights")).containsExactly(all, airline);
    assertThat(budgets.covering("airline", "tickets")).containsExactly(all);
    assertThat(budgets.covering("erp", "flights")).containsExactly(all);
    assertThat(budgets.covering("airline", null)).containsExactly(all);
  }

  @Test
  void aMonthBeginsAtMidnightOfItsZone() {
    Budgets budgets = new Budgets(List.of(), ZoneId.of("Europe/Berlin"));

    assertThat(budgets.month(Instant.parse("2026-11-30T22:59:59.999Z")))
        .isEqualTo(YearMonth.of(2026, 11));
    assertThat(budgets.month(Instant.parse("2026-11-30T23:00:00Z")))
        .isEqualTo(YearMonth.of(2026, 12));
  }

  @Test
  void moneyIsExactAndKnowsItsEquals() {
    assertThat(Money.of("0.1", "EUR").plus(Money.of("0.2", "EUR")))
        .isEqualTo(Money.of("0.300", "EUR"));
    assertThat(Money.of("100", "EUR")).hasToString("100 EUR");
    assertThat(Money.of("0.000001", "EUR").times(3)).hasToString("0.000003 EUR");
    assertThatThrownBy(() -> Money.of("0.0000001", "EUR"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
