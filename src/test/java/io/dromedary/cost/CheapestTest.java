package io.dromedary.cost;

import static io.dromedary.cost.Form.SESSION;
import static io.dromedary.cost.Form.TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CheapestTest {

  private static final PriceFacts FACTS =
      new PriceFacts("rule", "germany", PriceCategory.UTILITY, null, false, true);
  private static final Quote FREE = new Quote.Free(Quote.FreeReason.OPEN_WINDOW, FACTS);
  private static final Quote UNKNOWN = new Quote.Unknown(Quote.UnknownReason.NO_RATE, FACTS);

  private static Quote costs(String amount) {
    return new Quote.Priced(Money.of(amount, "EUR"), FACTS);
  }

  private static Form cheapest(Quote template, Quote session) {
    Option one = new Option(TEMPLATE, template);
    Option other = new Option(SESSION, session);
    Form form = Cheapest.of(List.of(one, other)).orElseThrow().form();
    assertThat(Cheapest.of(List.of(other, one)).orElseThrow().form()).isEqualTo(form);
    return form;
  }

  @Test
  void theLowerPriceIsChosen() {
    assertThat(cheapest(costs("0.0456"), costs("0.0455"))).isEqualTo(SESSION);
    assertThat(cheapest(costs("0.0455"), costs("0.0456"))).isEqualTo(TEMPLATE);
  }

  @Test
  void freeIsCheaperThanAnything() {
    assertThat(cheapest(costs("0.000001"), FREE)).isEqualTo(SESSION);
    assertThat(cheapest(FREE, costs("0.000001"))).isEqualTo(TEMPLATE);
  }

  @Test
  void ofEqualsTheTemplateGoes() {
    assertThat(cheapest(costs("0.0456"), costs("0.04560"))).isEqualTo(TEMPLATE);
    assertThat(cheapest(FREE, FREE)).isEqualTo(TEMPLATE);
    assertThat(cheapest(UNKNOWN, UNKNOWN)).isEqualTo(TEMPLATE);
  }

  @Test
  void whatNobodyKnowsComesLast() {
    assertThat(cheapest(UNKNOWN, costs("99"))).isEqualTo(SESSION);
    assertThat(cheapest(costs("99"), UNKNOWN)).isEqualTo(TEMPLATE);
    assertThat(cheapest(UNKNOWN, FREE)).isEqualTo(SESSION);
  }

  @Test
  void nothingPermittedIsNothingChosen() {
    assertThat(Cheapest.of(List.of())).isEmpty();
  }
}
