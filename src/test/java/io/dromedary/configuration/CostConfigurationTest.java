package io.dromedary.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.cost.Budget;
import io.dromedary.cost.Budget.WhenUnknown;
import io.dromedary.cost.Budgets;
import io.dromedary.cost.Destination;
import io.dromedary.cost.Money;
import io.dromedary.cost.PriceQuestion;
import io.dromedary.cost.PriceSettings;
import io.dromedary.cost.Prices;
import io.dromedary.template.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CostConfigurationTest {

  private static final PriceQuestion QUESTION =
      PriceQuestion.template(
          Category.UTILITY, Destination.market("germany"), Instant.parse("2026-11-20T10:00:00Z"));

  private static HubProperties hub(String... settings) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put("dromedary." + settings[i], settings[i + 1]);
    }
    return new Binder(new MapConfigurationPropertySource(map))
        .bindOrCreate("dromedary", HubProperties.class);
  }

  private static Prices prices(HubProperties hub) {
    return PriceFiles.load(hub.prices(), CostConfiguration.settings(hub));
  }

  private static Budgets budgets(HubProperties hub) {
    return CostConfiguration.budgets(hub, CostConfiguration.settings(hub));
  }

  @Test
  void withoutSettingsTheDeliveredPricesAreInEurosAndNothingLimits() {
    HubProperties hub = hub();

    assertThat(prices(hub).quote(QUESTION).word()).isEqualTo("priced");
    assertThat(prices(hub).settings())
        .isEqualTo(
            new PriceSettings(
                java.util.Currency.getInstance("EUR"), ZoneId.of("Europe/Berlin"), Set.of()));
    assertThat(budgets(hub).all()).isEmpty();
  }

  @Test
  void theAccountMayBeElsewhere() {
    HubProperties hub =
        hub(
            "prices.currency", "USD",
            "prices.zone", "America/New_York",
            "prices.authentication-international", "india,nigeria");

    assertThat(CostConfiguration.settings(hub))
        .isEqualTo(
            new PriceSettings(
                java.util.Currency.getInstance("USD"),
                ZoneId.of("America/New_York"),
                Set.of("india", "nigeria")));
    assertThat(budgets(hub).zone()).isEqualTo(ZoneId.of("America/New_York"));
  }

  @Test
  void aFolderReplacesTheDeliveredPrices(@TempDir Path folder) throws IOException {
    for (String file : new String[] {"markets.yaml", "rules.yaml"}) {
      Files.copy(Path.of("src/main/resources/prices", file), folder.resolve(file));
    }
    HubProperties hub = hub("prices.dir", folder.toString());

    assertThat(prices(hub).quote(QUESTION).word()).isEqualTo("no-table");
  }

  @Test
  void aBrokenFolderStopsTheStartWithFileLineAndRemedy(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("markets.yaml"), "everythingElse: other\nversions: none\n");
    Files.copy(Path.of("src/main/resources/prices/rules.yaml"), folder.resolve("rules.yaml"));
    HubProperties hub = hub("prices.dir", folder.toString());

    assertThatThrownBy(() -> prices(hub))
        .isInstanceOf(UnusableResource.class)
        .hasMessageContaining("markets.yaml:2 wrong-value")
        .hasMessageContaining("Expected: a list of versions");
  }

  @Test
  void aFolderThatIsNotThereStopsTheStart(@TempDir Path folder) {
    HubProperties hub = hub("prices.dir", folder.resolve("nowhere").toString());

    assertThatThrownBy(() -> prices(hub))
        .isInstanceOf(UnusableResource.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void budgetsAreNamedBySettings() {
    HubProperties hub =
        hub(
            "budgets.flights.limit", "250.50",
            "budgets.flights.currency", "EUR",
            "budgets.flights.sources", "airline",
            "budgets.flights.topics", "flights,tickets",
            "budgets.flights.when-unknown", "refuse",
            "budgets.all.limit", "1000",
            "budgets.all.currency", "EUR");

    assertThat(budgets(hub).all())
        .containsExactly(
            new Budget("all", Money.of("1000", "EUR"), Set.of(), Set.of(), WhenUnknown.ALLOW),
            new Budget(
                "flights",
                Money.of("250.5", "EUR"),
                Set.of("airline"),
                Set.of("flights", "tickets"),
                WhenUnknown.REFUSE));
  }

  @Test
  void aBudgetInAnotherCurrencyStopsTheStart() {
    HubProperties hub = hub("budgets.all.limit", "10", "budgets.all.currency", "USD");

    assertThatThrownBy(() -> budgets(hub))
        .isInstanceOf(UnusableResource.class)
        .hasMessageContaining("dromedary.budgets.all.currency is not EUR")
        .asInstanceOf(InstanceOfAssertFactories.type(UnusableResource.class))
        .satisfies(problem -> assertThat(problem.remedy()).contains("nothing is converted"));
  }

  @Test
  void aBudgetNeedsALimit() {
    assertThatThrownBy(() -> budgets(hub("budgets.all.currency", "EUR")))
        .isInstanceOf(UnusableResource.class)
        .hasMessageContaining("dromedary.budgets.all.limit");
    assertThatThrownBy(() -> budgets(hub("budgets.all.limit", "-1", "budgets.all.currency", "EUR")))
        .isInstanceOf(UnusableResource.class)
        .hasMessageContaining("dromedary.budgets.all.limit");
    assertThat(budgets(hub("budgets.all.limit", "0", "budgets.all.currency", "EUR")).all())
        .hasSize(1);
  }

  @Test
  void whatIsNoCurrencyStopsTheStart() {
    assertThatThrownBy(() -> CostConfiguration.settings(hub("prices.currency", "euro")))
        .isInstanceOf(UnusableResource.class)
        .hasMessageContaining("dromedary.prices.currency");
  }
}
