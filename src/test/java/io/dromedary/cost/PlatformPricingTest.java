package io.dromedary.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.template.Category;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformPricingTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PriceQuestion ASKED =
      PriceQuestion.template(
          Category.UTILITY,
          Destination.phone("+919812345678"),
          Instant.parse("2026-08-20T10:00:00Z"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'billable':true,'pricing_model':'PMP','type':'regular','category':'utility'} | 0.0012 EUR",
        "{'type':'regular','category':'marketing'} | 0.0099 EUR",
        "{'type':'regular','category':'authentication-international'} | 0.0252 EUR",
        "{'type':'regular','category':'authentication_international'} | 0.0252 EUR",
        "{'type':'free_customer_service','category':'utility'} | platform",
        "{'type':'free_entry_point','category':'referral_conversion'} | platform",
        "{'type':'regular','category':'referral_conversion'} | platform",
        "{'billable':false,'category':'service'} | platform",
        "{'billable':true,'category':'utility'} | 0.0012 EUR",
        "{'type':'regular','category':'marketing_lite','cost':{'amount':0.0123,'currency':'EUR'}} | 0.0123 EUR",
        "{'type':'regular','category':'marketing_lite','cost':{'amount':0.0123,'currency':'USD'}} | unknown platform",
        "{'type':'regular','category':'marketing_lite'} | unknown platform",
        "{'type':'regular','category':'something_new'} | unknown platform",
        "{'type':'irregular','category':'utility'} | unknown platform",
        "{'type':'regular','category':'service','cost':{'amount':'x'}} | 0.0012 EUR",
        "{} | unknown platform"
      })
  void thePlatformsWordDecidesAndWhatIsNewIsNotZero(String json, String expected) throws Exception {
    String text = json.replace('\'', '"');
    Prices prices = DeliveredPrices.euros();
    PriceQuestion question =
        text.contains("\"service\"") && text.contains("regular")
            ? ASKED.at(Instant.parse("2026-11-20T10:00:00Z"))
            : ASKED;

    Quote quote = prices.charged(PlatformPricing.read(JSON.readTree(text)), question);

    String words =
        quote instanceof Quote.Priced priced
            ? priced.money().toString()
            : (quote instanceof Quote.Unknown ? "unknown " : "") + quote.word();
    assertThat(words).isEqualTo(expected);
  }
}
