package io.dromedary.cost;

import static io.dromedary.cost.DeliveredPrices.BERLIN;
import static io.dromedary.cost.DeliveredPrices.account;
import static io.dromedary.cost.PriceCategory.SERVICE;
import static io.dromedary.cost.PriceCategory.UTILITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.cost.Forecast.Group;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ForecastTest {

  private static final Instant NOVEMBER = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant FEBRUARY = Instant.parse("2027-02-01T10:00:00Z");

  /** With tiers for Germany from 2027 on. */
  static Prices tiered() {
    Map<String, String> files = new TreeMap<>(DeliveredPrices.files());
    files.put(
        "2027-01-01-eur.yaml",
        """
        currency: EUR
        from: 2027-01-01
        source: invented
        confirmed: true
        rates:
          germany:
            marketing: 0.1
            utility: [{above: 0, price: 0.05}, {above: 20, price: 0.04}, {above: 50, price: 0.03}]
        """);
    return DeliveredPrices.load(files, account("EUR", BERLIN));
  }

  @Test
  void itAddsUpMarketsAndNamesWhatNobodyKnows() {
    Forecast forecast =
        Forecast.of(
            DeliveredPrices.euros(),
            List.of(
                new Group("germany", UTILITY, false, 1000),
                new Group("france", UTILITY, true, 10),
                new Group("ukraine", UTILITY, false, 7)),
            Volume.UNCOUNTED,
            NOVEMBER);

    assertThat(forecast.expected()).isEqualTo(Money.of("45.848", "EUR"));
    assertThat(forecast.unknown()).isEqualTo(7);
    assertThat(forecast.unknownLines())
        .singleElement()
        .satisfies(line -> assertThat(line.group().market()).isEqualTo("ukraine"))
        .satisfies(line -> assertThat(line.quote().word()).isEqualTo("no-rate"));
  }

  @Test
  void groupsOfTheSameMarketAndCategoryShareTiers() {
    Forecast forecast =
        Forecast.of(
            tiered(),
            List.of(
                new Group("germany", UTILITY, false, 15), new Group("germany", UTILITY, true, 15)),
            Volume.NONE,
            FEBRUARY);

    assertThat(forecast.expected()).isEqualTo(Money.of("1.40", "EUR"));
  }

  @Test
  void theAllowanceIsUsedUpOnce() {
    Forecast forecast =
        Forecast.of(
            DeliveredPrices.euros(),
            List.of(
                new Group("germany", SERVICE, true, 600), new Group("france", SERVICE, true, 600)),
            Volume.NONE,
            NOVEMBER);

    assertThat(forecast.lines()).extracting(Forecast.Line::free).containsExactly(600L, 400L);
    assertThat(forecast.expected()).isEqualTo(Money.of("4.96", "EUR"));
  }

  @Test
  void freeMessagesUseUpNoTier() {
    Forecast forecast =
        Forecast.of(
            DeliveredPrices.euros(),
            List.of(new Group("germany", UTILITY, true, 5)),
            Volume.NONE,
            Instant.parse("2026-08-01T10:00:00Z"));

    assertThat(forecast.expected()).isEqualTo(Money.of("0", "EUR"));
    assertThat(forecast.lines().get(0).free()).isEqualTo(5);
    assertThat(forecast.unknown()).isZero();
  }

  @Test
  void nobodyCostsNothing() {
    Forecast forecast =
        Forecast.of(
            DeliveredPrices.euros(),
            List.of(new Group("germany", UTILITY, false, 0)),
            Volume.UNCOUNTED,
            NOVEMBER);

    assertThat(forecast.expected()).isEqualTo(Money.of("0", "EUR"));
    assertThatThrownBy(() -> new Group("germany", UTILITY, false, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
