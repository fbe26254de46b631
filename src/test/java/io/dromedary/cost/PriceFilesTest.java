package io.dromedary.cost;

import static io.dromedary.cost.DeliveredPrices.BERLIN;
import static io.dromedary.cost.DeliveredPrices.account;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.template.CatalogueProblem;
import io.dromedary.template.Category;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PriceFilesTest {

  private static final String TABLE =
      """
      currency: EUR
      from: 2027-01-01
      carries: 2026-10-01
      source: "Meta's card"
      confirmed: true
      rates:
        germany: {utility: 0.0456}
        france:
          utility: 0.0248
          marketing: n/a
      """;

  private static PricesLoad load(String file, String text) {
    Map<String, String> files = new TreeMap<>(DeliveredPrices.files());
    files.put(file, text);
    return Prices.load(files, account("EUR", BERLIN));
  }

  private static PricesLoad table(String from, String to) {
    assertThat(TABLE).contains(from);
    return load("2027.yaml", TABLE.replace(from, to));
  }

  @Test
  void whatIsDeliveredHasNoProblem() {
    assertThat(Prices.load(DeliveredPrices.files(), account("EUR", BERLIN)).problems()).isEmpty();
    assertThat(load("2027.yaml", TABLE).problems()).isEmpty();
  }

  /** That of docs/prices.md. */
  @Test
  void thePapersTableIsATable() throws Exception {
    PricesLoad load =
        load(
            "2027-01-01-eur.yaml",
            Files.readString(Path.of("src/test/resources/fixtures/prices/2027-01-01-eur.yaml")));
    PriceQuestion question =
        PriceQuestion.template(
            Category.UTILITY,
            Destination.market("germany"),
            OffsetDateTime.parse("2027-01-01T00:00:00+01:00").toInstant());

    assertThat(load.problems()).isEmpty();
    assertThat(load.prices().quote(question))
        .hasToString(
            "Priced[money=0.047 EUR, facts=PriceFacts[rule=service-charged, market=germany,"
                + " category=UTILITY, table=2027-01-01, carried=false, confirmed=true]]");
    assertThat(load.prices().quote(question.volume(new Volume(100_000, 0))))
        .hasToString(load.prices().quote(question).toString().replace("0.047 EUR", "0.045 EUR"));
    assertThat(
            load.prices()
                .quote(
                    PriceQuestion.template(
                        Category.MARKETING, Destination.market("france"), question.at()))
                .word())
        .isEqualTo("no-rate");
  }

  @Test
  void everyReasonOfAQuoteIsExplained() throws Exception {
    String paper = Files.readString(Path.of("docs/prices.md"));
    String free = paper.substring(paper.indexOf("| free |"), paper.indexOf("| unknown |"));
    String unknown = paper.substring(paper.indexOf("| unknown |"));

    for (Quote.FreeReason reason : Quote.FreeReason.values()) {
      assertThat(free).contains("| `" + reason.word() + "` |");
    }
    for (Quote.UnknownReason reason : Quote.UnknownReason.values()) {
      assertThat(unknown).contains("| `" + reason.word() + "` |");
    }
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("currency: EUR\n", "", 1, "missing", "Add currency: …"),
        Arguments.of("currency: EUR", "currency: euro", 1, "wrong-value", "such as EUR"),
        Arguments.of("currency: EUR", "currency: XYY", 1, "unknown-currency", "ISO 4217"),
        Arguments.of("from: 2027-01-01", "from: 1 January", 2, "wrong-value", "such as 2026-10-01"),
        Arguments.of("from: 2027-01-01", "from: 2026-10-01", 2, "table-twice", "correct the date"),
        Arguments.of("2026-10-01", "2026-09-01", 3, "carries-nothing", "date of the table before"),
        Arguments.of("2026-10-01", "2027-01-01", 3, "carries-nothing", "date of the table before"),
        Arguments.of("confirmed: true", "confirmed: maybe", 5, "wrong-value", "else false"),
        Arguments.of("germany", "germoney", 7, "unknown-market", "markets.yaml"),
        Arguments.of("utility: 0.0456", "utilities: 0.0456", 7, "unknown-key", "by category"),
        Arguments.of("0.0456", "0", 7, "wrong-value", "above zero"),
        Arguments.of("0.0456", "-0.0456", 7, "wrong-value", "above zero"),
        Arguments.of("0.0456", "free", 7, "wrong-value", "n/a"),
        Arguments.of("0.0456", "'0.0456'", 7, "wrong-value", "n/a"),
        Arguments.of("0.0456", "0.04560001", 7, "decimals", "as Meta's file does"),
        Arguments.of("0.0248", "'0,0248'", 9, "wrong-value", "n/a"),
        Arguments.of("0.0248", "[{above: 5, price: 0.1}]", 9, "tiers", "the first is {above: 0"),
        Arguments.of(
            "0.0248",
            "[{above: 0, price: 0.1}, {above: 9, price: 0.2}, {above: 9, price: 0.3}]",
            9,
            "tiers",
            "Sort them"),
        Arguments.of("0.0248", "[{above: 0}]", 9, "missing", "Add price: …"),
        Arguments.of("marketing: n/a", "utility: n/a", 10, "yaml", "Repair the syntax"),
        Arguments.of("rates:", "rates: {", 8, "yaml", "Repair the syntax"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsNamedWithLineAndRemedy(
      String from, String to, int line, String rule, String remedy) {
    PricesLoad load = table(from, to);

    assertThat(load.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.file()).isEqualTo("2027.yaml");
              assertThat(problem.rule()).isEqualTo(rule);
              assertThat(problem.line()).isEqualTo(line);
              assertThat(problem.remedy()).contains(remedy);
            });
  }

  @Test
  void filesCountTogetherOrNotAtAll() {
    PricesLoad load = table("0.0456", "free");

    assertThat(
            load.prices()
                .quote(
                    PriceQuestion.template(
                        Category.UTILITY,
                        Destination.market("germany"),
                        Instant.parse("2026-11-20T10:00:00Z")))
                .word())
        .isEqualTo("no-rule");
  }

  @Test
  void marketsAndRulesAreNeeded() {
    assertThat(Prices.load(Map.of(), account("EUR", BERLIN)).problems())
        .extracting(CatalogueProblem::toString)
        .containsExactly(
            "markets.yaml missing-file: the file is missing. Copy the delivered one.",
            "rules.yaml missing-file: the file is missing. Copy the delivered one.");
  }

  @Test
  void anEmptyFileIsAMistake() {
    assertThat(load("2027.yaml", "").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.rule()).isEqualTo("wrong-value"));
  }

  @Test
  void aPrefixBelongsToOneMarketAtATime() {
    String markets =
        DeliveredPrices.files().get("markets.yaml").replace("chile: [56]", "chile: [56, 49]");

    assertThat(load("markets.yaml", markets).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.rule()).isEqualTo("prefix-twice");
              assertThat(problem.message()).contains("49 belongs to two markets");
              assertThat(problem.line()).isNotNull();
            });
  }

  @Test
  void oneRuleHoldsAtATime() {
    String rules =
        DeliveredPrices.files().get("rules.yaml").replace("from: 2025-07-01", "from: 2026-10-01");

    assertThat(load("rules.yaml", rules).problems())
        .extracting(CatalogueProblem::rule)
        .containsExactly("rule-twice");
  }

  @Test
  void aRuleNamesCategoriesThatExist() {
    String rules =
        DeliveredPrices.files()
            .get("rules.yaml")
            .replace("pricedAs: {service: utility}", "pricedAs: {services: utility}");

    assertThat(load("rules.yaml", rules).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.remedy()).contains("such as {service: utility}"));
  }
}
