package io.dromedary.cost;

import static io.dromedary.cost.DeliveredPrices.BERLIN;
import static io.dromedary.cost.DeliveredPrices.account;
import static io.dromedary.template.Category.AUTHENTICATION;
import static io.dromedary.template.Category.MARKETING;
import static io.dromedary.template.Category.UTILITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.cost.Quote.FreeReason;
import io.dromedary.cost.Quote.UnknownReason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {

  private static final Duration TICK = Duration.ofNanos(1);
  private static final Instant PER_MESSAGE = Instant.parse("2025-06-30T22:00:00Z");
  private static final Instant FIRST_TABLE = Instant.parse("2026-06-30T22:00:00Z");
  private static final Instant SERVICE_CHARGED = Instant.parse("2026-09-30T22:00:00Z");
  private static final Instant AUGUST = Instant.parse("2026-08-15T10:00:00Z");
  private static final Instant NOVEMBER = Instant.parse("2026-11-20T10:00:00Z");

  private static final Destination GERMAN = Destination.phone("+4915112345678");

  private final Prices prices = DeliveredPrices.euros();

  private static PriceQuestion utility(Destination to, Instant at) {
    return PriceQuestion.template(UTILITY, to, at);
  }

  private static void assertPriced(Quote quote, String amount) {
    assertThat(quote).isInstanceOf(Quote.Priced.class);
    assertThat(((Quote.Priced) quote).money()).isEqualTo(Money.of(amount, "EUR"));
  }

  private static void assertFree(Quote quote, FreeReason reason) {
    assertThat(quote).isInstanceOf(Quote.Free.class);
    assertThat(((Quote.Free) quote).reason()).isEqualTo(reason);
  }

  private static void assertUnknown(Quote quote, UnknownReason reason) {
    assertThat(quote).isInstanceOf(Quote.Unknown.class);
    assertThat(((Quote.Unknown) quote).reason()).isEqualTo(reason);
  }

  // the rules' dates, on both sides

  @Test
  void beforeTheFirstRuleNothingIsKnown() {
    Instant first = Instant.parse("2024-10-31T23:00:00Z");

    assertUnknown(
        prices.quote(PriceQuestion.session(GERMAN, first.minus(TICK))), UnknownReason.NO_RULE);
    assertFree(prices.quote(PriceQuestion.session(GERMAN, first)), FreeReason.FREE_CATEGORY);
  }

  @Test
  void untilTheEndOfJune2025ConversationsWereCharged() {
    PriceQuestion inWindow = utility(GERMAN, PER_MESSAGE).windowOpen(true);

    assertUnknown(
        prices.quote(inWindow.at(PER_MESSAGE.minus(TICK))), UnknownReason.PER_CONVERSATION);
    assertFree(prices.quote(inWindow), FreeReason.OPEN_WINDOW);
    assertUnknown(prices.quote(utility(GERMAN, PER_MESSAGE)), UnknownReason.NO_MARKET);
  }

  @Test
  void untilTheEndOfSeptember2026AnOpenWindowMakesUtilityFree() {
    PriceQuestion inWindow = utility(GERMAN, SERVICE_CHARGED).windowOpen(true);

    assertFree(prices.quote(inWindow.at(SERVICE_CHARGED.minus(TICK))), FreeReason.OPEN_WINDOW);
    assertPriced(prices.quote(inWindow), "0.0456");
    assertPriced(
        prices.quote(utility(GERMAN, SERVICE_CHARGED.minus(TICK)).windowOpen(false)), "0.0456");
  }

  @Test
  void sinceOctober2026SessionMessagesCostWhatUtilityCosts() {
    PriceQuestion session = PriceQuestion.session(GERMAN, SERVICE_CHARGED);

    assertFree(prices.quote(session.at(SERVICE_CHARGED.minus(TICK))), FreeReason.FREE_CATEGORY);
    assertPriced(prices.quote(session), "0.0456");
    assertThat(prices.quote(session).facts().category()).isEqualTo(PriceCategory.UTILITY);
  }

  @Test
  void anOpenWindowNeverFreesMarketingOrCodes() {
    for (Instant at : new Instant[] {AUGUST, NOVEMBER}) {
      assertPriced(
          prices.quote(PriceQuestion.template(MARKETING, GERMAN, at).windowOpen(true)), "0.1131");
      assertPriced(
          prices.quote(PriceQuestion.template(AUTHENTICATION, GERMAN, at).windowOpen(true)),
          "0.0456");
    }
  }

  @Test
  void datesBeginAtMidnightWhereTheAccountIs() {
    Prices mexico =
        DeliveredPrices.load(
            DeliveredPrices.files(), account("EUR", ZoneId.of("America/Mexico_City")));
    Instant midnight = Instant.parse("2026-10-01T06:00:00Z");
    PriceQuestion session = PriceQuestion.session(GERMAN, midnight);

    assertFree(mexico.quote(session.at(midnight.minus(TICK))), FreeReason.FREE_CATEGORY);
    assertPriced(mexico.quote(session), "0.0456");
    assertPriced(prices.quote(session.at(midnight.minus(TICK))), "0.0456");
  }

  // tables

  @Test
  void beforeTheFirstTableAPriceIsUnknown() {
    assertUnknown(prices.quote(utility(GERMAN, FIRST_TABLE.minus(TICK))), UnknownReason.NO_MARKET);
    assertPriced(prices.quote(utility(GERMAN, FIRST_TABLE)), "0.0456");
  }

  @Test
  void aCurrencyWithoutTablesHasNoPrices() {
    Prices pounds = DeliveredPrices.load(DeliveredPrices.files(), account("GBP", BERLIN));

    assertUnknown(pounds.quote(utility(GERMAN, NOVEMBER)), UnknownReason.NO_TABLE);
  }

  @Test
  void aQuoteSaysWhatItComesFrom() {
    assertThat(prices.quote(utility(GERMAN, AUGUST)).facts())
        .isEqualTo(
            new PriceFacts(
                "per-message",
                "germany",
                PriceCategory.UTILITY,
                LocalDate.of(2026, 7, 1),
                false,
                false));
    assertThat(prices.quote(utility(GERMAN, NOVEMBER)).facts())
        .isEqualTo(
            new PriceFacts(
                "service-charged",
                "germany",
                PriceCategory.UTILITY,
                LocalDate.of(2026, 7, 1),
                true,
                false));
    assertThat(prices.quote(utility(Destination.phone("+420601123456"), NOVEMBER)).facts().table())
        .isEqualTo(LocalDate.of(2026, 10, 1));
  }

  @Test
  void notAvailableIsNotZero() {
    Destination mexican = Destination.phone("+525512345678");

    assertPriced(prices.quote(PriceQuestion.template(MARKETING, mexican, AUGUST)), "0.0253");
    assertUnknown(
        prices.quote(PriceQuestion.template(MARKETING, mexican, NOVEMBER)), UnknownReason.NO_RATE);
    assertPriced(prices.quote(utility(mexican, NOVEMBER)), "0.0071");
  }

  @Test
  void aMarketThatIsNewHasNoPriceOfItsOldRegion() {
    Destination bangladeshi = Destination.phone("+8801712345678");

    assertPriced(prices.quote(utility(bangladeshi, SERVICE_CHARGED.minus(TICK))), "0.0094");
    assertUnknown(prices.quote(utility(bangladeshi, SERVICE_CHARGED)), UnknownReason.NO_RATE);
  }

  @Test
  void aServiceRateOfItsOwnCountsMoreThanUtilitys() {
    Prices dollars = DeliveredPrices.load(DeliveredPrices.files(), account("USD", BERLIN));
    Destination peruvian = Destination.phone("+51912345678");

    Quote quote = dollars.quote(PriceQuestion.session(peruvian, NOVEMBER));

    assertThat(((Quote.Priced) quote).money()).isEqualTo(Money.of("0.03", "USD"));
    assertThat(quote.facts().category()).isEqualTo(PriceCategory.SERVICE);
    assertUnknown(dollars.quote(utility(GERMAN, NOVEMBER)), UnknownReason.NO_RATE);
  }

  @Test
  void codesAreInternationalOnlyWhereMetaAnnouncedIt() {
    Prices told = DeliveredPrices.load(DeliveredPrices.files(), account("EUR", BERLIN, "india"));
    Destination indian = Destination.phone("+919812345678");
    Destination nigerian = Destination.phone("+2348012345678");

    assertPriced(prices.quote(PriceQuestion.template(AUTHENTICATION, indian, AUGUST)), "0.0012");
    assertPriced(told.quote(PriceQuestion.template(AUTHENTICATION, indian, AUGUST)), "0.0252");
    assertPriced(told.quote(utility(indian, AUGUST)), "0.0012");
    assertPriced(told.quote(PriceQuestion.template(AUTHENTICATION, nigerian, AUGUST)), "0.0056");
  }

  @Test
  void aLaterTableStandsAloneUnlessItCarries() {
    Map<String, String> files = new TreeMap<>(DeliveredPrices.files());
    files.put(
        "2027-01-01-eur.yaml",
        """
        currency: EUR
        from: 2027-01-01
        source: invented
        confirmed: true
        rates:
          france: {utility: 0.0260}
        """);
    Prices next = DeliveredPrices.load(files, account("EUR", BERLIN));
    Instant january = Instant.parse("2026-12-31T23:00:00Z");
    Destination french = Destination.phone("+33612345678");

    assertPriced(next.quote(utility(french, january.minus(TICK))), "0.0248");
    assertPriced(next.quote(utility(french, january)), "0.026");
    assertThat(next.quote(utility(french, january)).facts().confirmed()).isTrue();
    assertUnknown(next.quote(utility(GERMAN, january)), UnknownReason.NO_RATE);
  }

  // volume

  @Test
  void onlyMessagesInATierGetItsPrice() {
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
            utility: [{above: 0, price: 0.05}, {above: 100, price: 0.04}, {above: 200, price: 0.03}]
        """);
    Prices tiered = DeliveredPrices.load(files, account("EUR", BERLIN));
    PriceQuestion question = utility(GERMAN, Instant.parse("2027-02-01T10:00:00Z"));

    assertPriced(tiered.quote(question), "0.05");
    assertPriced(tiered.quote(question.volume(new Volume(99, 0))), "0.05");
    assertPriced(tiered.quote(question.volume(new Volume(100, 0))), "0.04");
    assertPriced(tiered.quote(question.volume(new Volume(199, 0))), "0.04");
    assertPriced(tiered.quote(question.volume(new Volume(200, 0))), "0.03");
    // a session message that is priced as utility has no tiers
    PriceQuestion session = PriceQuestion.session(GERMAN, question.at());
    assertPriced(tiered.quote(session.volume(new Volume(500, 1000))), "0.05");
  }

  @Test
  void aThousandServiceMessagesOfTheMonthAreFree() {
    PriceQuestion session = PriceQuestion.session(GERMAN, NOVEMBER);

    assertFree(prices.quote(session.volume(new Volume(0, 999))), FreeReason.ALLOWANCE);
    assertPriced(prices.quote(session.volume(new Volume(0, 1000))), "0.0456");
    assertPriced(prices.quote(session), "0.0456");
    assertPriced(
        prices.quote(utility(GERMAN, NOVEMBER).windowOpen(true).volume(Volume.NONE)), "0.0456");
  }

  // free entry point

  @Test
  void theFreeEntryPointLasts72HoursFromTheAnswer() {
    FreeEntry entry = FreeEntry.answered(NOVEMBER);
    PriceQuestion question = PriceQuestion.template(MARKETING, GERMAN, NOVEMBER).freeEntry(entry);
    Instant end = NOVEMBER.plus(Duration.ofHours(72));

    assertPriced(prices.quote(question.at(NOVEMBER.minus(TICK))), "0.1131");
    assertFree(prices.quote(question), FreeReason.FREE_ENTRY_POINT);
    assertFree(prices.quote(question.at(end.minus(TICK))), FreeReason.FREE_ENTRY_POINT);
    assertPriced(prices.quote(question.at(end)), "0.1131");
  }

  @Test
  void thePlatformsEndOfAFreeEntryPointCountsMore() {
    Instant told = NOVEMBER.plus(Duration.ofDays(7));
    PriceQuestion question =
        utility(GERMAN, told.minus(TICK)).freeEntry(new FreeEntry(NOVEMBER, told));

    assertFree(prices.quote(question), FreeReason.FREE_ENTRY_POINT);
    assertPriced(prices.quote(question.at(told)), "0.0456");
  }

  // markets

  @ParameterizedTest
  @CsvSource({
    "+4915112345678, germany, germany",
    "4915112345678, germany, germany",
    "+12015550123, north-america, north-america",
    "+14165550123, north-america, north-america",
    "+18095550123, rest-of-latin-america, rest-of-latin-america",
    "+18765550123, rest-of-latin-america, rest-of-latin-america",
    "+12425550123, other, other",
    "+79161234567, russia, russia",
    "+77011234567, russia, kazakhstan",
    "+76001234567, russia, kazakhstan",
    "+380501234567, rest-of-central-and-eastern-europe, ukraine",
    "+34612345678, spain, spain",
    "+351912345678, rest-of-western-europe, rest-of-western-europe",
    "+352621123456, other, other",
    "+3725123456, other, other",
    "+212612345678, rest-of-africa, morocco",
    "+20, egypt, egypt",
    "+2, other, other"
  })
  void theLongestPrefixFindsTheMarket(String number, String inAugust, String inNovember) {
    assertThat(prices.market(Destination.phone(number), AUGUST)).contains(inAugust);
    assertThat(prices.market(Destination.phone(number), NOVEMBER)).contains(inNovember);
  }

  @ParameterizedTest
  @CsvSource({"''", "+", "+49 151", "US.13491208655302741918", "+1234567890123456"})
  void whatIsNoNumberHasNoMarket(String number) {
    Quote quote = prices.quote(utility(Destination.phone(number), NOVEMBER));

    assertUnknown(quote, UnknownReason.NO_MARKET);
    assertThat(quote.facts().market()).isNull();
  }

  @Test
  void aMarketMayBeNamedInsteadOfANumber() {
    assertPriced(prices.quote(utility(Destination.market("france"), NOVEMBER)), "0.0248");
    assertUnknown(
        prices.quote(utility(Destination.market("atlantis"), NOVEMBER)), UnknownReason.NO_MARKET);
    assertUnknown(
        prices.quote(utility(Destination.market("kazakhstan"), AUGUST)), UnknownReason.NO_MARKET);
  }

  @Test
  void aGuessedPrefixIsNotConfirmed() {
    Map<String, String> files = new TreeMap<>(DeliveredPrices.files());
    files.put(
        "2027-01-01-eur.yaml",
        """
        currency: EUR
        from: 2027-01-01
        source: invented
        confirmed: true
        rates:
          other: {utility: 0.01}
        """);
    Prices confirmed = DeliveredPrices.load(files, account("EUR", BERLIN));
    Instant at = Instant.parse("2027-02-01T10:00:00Z");

    assertThat(confirmed.quote(utility(Destination.phone("+352621123456"), at)).facts())
        .extracting(PriceFacts::confirmed)
        .isEqualTo(true);
    assertThat(confirmed.quote(utility(Destination.phone("+12425550123"), at)).facts())
        .extracting(PriceFacts::confirmed)
        .isEqualTo(false);
  }

  @Test
  void aNumberIsNotPrinted() {
    assertThat(utility(GERMAN, NOVEMBER).toString()).doesNotContain("4915112345678");
    assertThat(prices.quote(utility(GERMAN, NOVEMBER)).toString()).doesNotContain("15112345678");
  }

  @Test
  void julysTableHasEveryMarketOfItsTime() {
    assertThat(prices.quote(utility(Destination.market("rest-of-western-europe"), AUGUST)))
        .isInstanceOf(Quote.Priced.class);
    long markets =
        DeliveredPrices.files()
            .get("2026-07-01-eur.yaml")
            .lines()
            .filter(line -> line.startsWith("  "))
            .count();
    assertThat(markets).isEqualTo(38);
  }

  /** The best of many rounds, so that a busy machine does not matter. */
  @Test
  void aQuoteTakesLessThanTwoMicroseconds() {
    PriceQuestion[] questions = {
      utility(GERMAN, NOVEMBER),
      utility(Destination.phone("+18095550123"), AUGUST),
      PriceQuestion.session(Destination.phone("+77011234567"), NOVEMBER),
      PriceQuestion.template(MARKETING, Destination.phone("+525512345678"), PER_MESSAGE)
    };
    int round = 10_000;
    long best = Long.MAX_VALUE;
    int known = 0;
    for (int i = 0; i < 50; i++) {
      long start = System.nanoTime();
      for (int n = 0; n < round; n++) {
        known += prices.quote(questions[n & 3]) instanceof Quote.Priced ? 1 : 0;
      }
      best = Math.min(best, (System.nanoTime() - start) / round);
    }
    assertThat(known).isEqualTo(50 * round / 2);
    assertThat(best).as("nanoseconds").isLessThan(2000);
  }
}
