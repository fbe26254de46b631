package io.dromedary.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.template.Catalogue;
import io.dromedary.template.Fixtures;
import io.dromedary.template.OnSensitive;
import io.dromedary.template.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SensitiveParametersTest {

  /** The example number of the IBAN registry. */
  private static final String IBAN = "DE89 3704 0044 0532 0130 00";

  private static final Template TEMPLATE =
      Catalogue.load(
              Map.of(
                  "paid.yaml",
                  """
                  name: paid
                  category: utility
                  defaultLanguage: en
                  examples: {account: x, path: a}
                  languages:
                    en:
                      body: "From account {{account}} it was paid."
                      buttons: [{type: url, text: See, url: "https://bank.example/{{1}}", value: path}]
                  """))
          .catalogue()
          .template("paid")
          .orElseThrow();

  private final Map<String, String> parameters =
      new LinkedHashMap<>(Map.of("account", "account " + IBAN, "path", "p/4711"));

  private RuleResult check(OnSensitive onSensitive) {
    return SensitiveParameters.check(onSensitive, TEMPLATE, "en", parameters);
  }

  @Test
  void theLastFourStayAndTheRecordNamesTheKindButNotTheNumber() {
    RuleResult result = check(OnSensitive.MASK);

    assertThat(result.passed()).isTrue();
    assertThat(parameters.get("account")).endsWith("3000").doesNotContain("3704");
    assertThat(result.facts())
        .containsEntry("masked", "true")
        .containsEntry("parameters", "account")
        .containsEntry("kinds", SensitiveKind.IBAN.word());
    assertThat(result.facts().toString()).doesNotContain("3000");
  }

  @Test
  void aBindingThatRefusesSendsNothing() {
    RuleResult result = check(OnSensitive.REFUSE);

    assertThat(result.refusal()).isEqualTo(Reason.SENSITIVE_DATA);
    assertThat(parameters.get("account")).contains(IBAN);
  }

  @Test
  void anAddressIsRefusedBecauseAMaskedOneWouldLeadNowhere() {
    parameters.put("account", "x");
    parameters.put("path", IBAN.replace(" ", ""));
    assertThat(check(OnSensitive.MASK).refusal()).isEqualTo(Reason.SENSITIVE_DATA);
  }

  @Test
  void longNumbersInAddressesAreUsual() {
    parameters.put("account", "x");
    parameters.put("path", "4111111111111111");
    assertThat(check(OnSensitive.MASK).passed()).isTrue();
    assertThat(parameters.get("path")).isEqualTo("4111111111111111");
  }

  @Test
  void whatHoldsNothingSensitiveIsUnchanged() {
    parameters.put("account", "order 4711");
    assertThat(check(OnSensitive.REFUSE).passed()).isTrue();
    assertThat(parameters.get("account")).isEqualTo("order 4711");
  }

  @Test
  void aOneTimeCodeIsMeantToBeRead() {
    Map<String, String> code = new LinkedHashMap<>(Map.of("code", "4111111111111111"));
    RuleResult result =
        SensitiveParameters.check(
            OnSensitive.REFUSE, Fixtures.template("one_time_code"), "en", code);
    assertThat(result.passed()).isTrue();
    assertThat(code).containsEntry("code", "4111111111111111");
  }
}
