package io.dromedary.configuration;

import io.dromedary.cost.Budget;
import io.dromedary.cost.Budgets;
import io.dromedary.cost.Money;
import io.dromedary.cost.PriceSettings;
import io.dromedary.cost.Prices;
import io.dromedary.cost.Spending;
import io.dromedary.cost.jdbc.JdbcSpending;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** What messages cost, and how much may be spent. */
@Configuration(proxyBeanMethods = false)
class CostConfiguration {

  @Bean
  Prices prices(HubProperties hub) {
    return PriceFiles.load(hub.prices(), settings(hub));
  }

  @Bean
  Budgets budgets(HubProperties hub) {
    return budgets(hub, settings(hub));
  }

  @Bean
  Spending spending(JdbcTemplate sql) {
    return new JdbcSpending(sql);
  }

  static PriceSettings settings(HubProperties hub) {
    HubProperties.Prices prices = hub.prices();
    return new PriceSettings(
        currency("dromedary.prices.currency", prices.currency()),
        prices.zone() == null ? hub.zone() : prices.zone(),
        Set.copyOf(prices.authenticationInternational()));
  }

  static Budgets budgets(HubProperties hub, PriceSettings settings) {
    List<Budget> budgets = new ArrayList<>();
    new TreeMap<>(hub.budgets())
        .forEach((name, budget) -> budgets.add(budget(name, budget, settings.currency())));
    return new Budgets(budgets, settings.zone());
  }

  private static Budget budget(String name, HubProperties.Budget set, Currency charged) {
    String property = "dromedary.budgets." + name;
    if (!name.matches("[a-zA-Z0-9-]{1,64}")) {
      throw unusable(property + " is no name", "Use letters, digits and hyphens, up to 64.", null);
    }
    BigDecimal limit = set.limit();
    if (limit == null || limit.signum() < 0 || limit.scale() > Money.DECIMALS) {
      throw unusable(
          property + ".limit is missing or no amount", "Write an amount such as 250.", null);
    }
    if (!charged.getCurrencyCode().equals(set.currency())) {
      throw unusable(
          property + ".currency is not " + charged + ", in which the account is charged",
          "Write the limit in "
              + charged
              + " and "
              + property
              + ".currency="
              + charged
              + ", or correct dromedary.prices.currency: nothing is converted.",
          null);
    }
    return new Budget(
        name,
        new Money(limit, charged),
        Set.copyOf(set.sources()),
        Set.copyOf(set.topics()),
        set.whenUnknown());
  }

  private static Currency currency(String property, String code) {
    try {
      return Currency.getInstance(code);
    } catch (IllegalArgumentException unknown) {
      throw unusable(
          property + " is no currency", "Write its code of ISO 4217, such as EUR.", unknown);
    }
  }

  private static UnusableResource unusable(String what, String remedy, @Nullable Throwable cause) {
    return new UnusableResource(what, remedy, cause);
  }
}
