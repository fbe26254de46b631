package io.dromedary.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.template.ParameterMapping.Form;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Formats in(String locale) {
    return new Formats(Locale.forLanguageTag(locale), null, UTC);
  }

  private static String write(Formats formats, Form form, String json) throws Exception {
    return formats.write(form, JSON.readTree(json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | 1299.9 | EUR | €1,299.90",
        "en-GB | 86 | GBP | £86.00",
        "de-DE | 1299.9 | EUR | 1.299,90 €",
        "de-CH | 1299.9 | CHF | CHF 1’299.90",
        "fr-FR | 1299.9 | EUR | 1 299,90 €",
        "it-IT | 1299.9 | EUR | 1.299,90 €",
        "es-ES | 12999.9 | EUR | 12.999,90 €",
        "de | 1299 | JPY | 1.299 ¥",
        "en | 1299 | JPY | ¥1,299",
        "en | -5 | USD | -$5.00",
        "de | -5.5 | EUR | -5,50 €",
        "de-CH | -5 | CHF | CHF-5.00",
        "en | 1.234 | BHD | BHD 1.234",
        "en | 1299.9 | CHF | CHF 1,299.90",
        "en | 0.005 | EUR | €0.005"
      })
  void moneyHasTheFractionDigitsOfItsCurrency(
      String locale, BigDecimal amount, String currency, String expected) {
    assertThat(in(locale).money(amount, Currency.getInstance(currency))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | November 20, 2026 | Friday, November 20, 2026",
        "en-GB | 20 November 2026 | Friday, 20 November 2026",
        "de | 20. November 2026 | Freitag, 20. November 2026",
        "de-AT | 20. November 2026 | Freitag, 20. November 2026",
        "fr | 20 novembre 2026 | vendredi 20 novembre 2026",
        "it | 20 novembre 2026 | venerdì 20 novembre 2026",
        "es | 20 de noviembre de 2026 | viernes, 20 de noviembre de 2026"
      })
  void datesReadAsInTheLanguage(String locale, String date, String weekday) throws Exception {
    assertThat(write(in(locale), Form.DATE, "\"2026-11-20\"")).isEqualTo(date);
    assertThat(write(in(locale), Form.WEEKDAY_DATE, "\"2026-11-20\"")).isEqualTo(weekday);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | 2:05 PM",
        "en-GB | 14:05",
        "de | 14:05",
        "fr | 14:05",
        "it | 14:05",
        "es | 14:05"
      })
  void timesReadAsInTheCountry(String locale, String expected) throws Exception {
    assertThat(write(in(locale), Form.TIME, "\"2026-11-20T14:05:00+01:00\"")).isEqualTo(expected);
    assertThat(write(in(locale), Form.TIME, "\"14:05\"")).isEqualTo(expected);
  }

  @Test
  void theRecipientsZoneComesFirstThenTheValuesOffsetThenTheHubs() throws Exception {
    String offset = "\"2026-11-20T14:05:00+03:00\"";
    String utc = "\"2026-11-20T14:05:00Z\"";
    Formats recipient = new Formats(Locale.GERMAN, BERLIN, UTC);
    Formats hub = new Formats(Locale.GERMAN, null, ZoneId.of("Asia/Tokyo"));

    assertThat(write(recipient, Form.TIME, offset)).isEqualTo("12:05");
    assertThat(write(hub, Form.TIME, offset)).isEqualTo("14:05");
    assertThat(write(hub, Form.TIME, utc)).isEqualTo("23:05");
    assertThat(write(hub, Form.TIME, "\"2026-11-20T14:05:00+00:00\"")).isEqualTo("14:05");
    assertThat(write(hub, Form.TIME, "\"2026-11-20T14:05:00\"")).isEqualTo("14:05");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29T00:59:59Z, 01:59",
    "2026-03-29T01:00:00Z, 03:00",
    "2026-10-25T00:30:00Z, 02:30",
    "2026-10-25T01:30:00Z, 02:30",
    "2026-10-25T02:30:00Z, 03:30"
  })
  void theClockIsTheOneOfThatDay(String instant, String expected) throws Exception {
    Formats formats = new Formats(Locale.GERMAN, BERLIN, UTC);

    assertThat(write(formats, Form.TIME, "\"" + instant + "\"")).isEqualTo(expected);
  }

  @Test
  void aDateChangesWithTheZone() throws Exception {
    Formats formats = new Formats(Locale.GERMAN, BERLIN, UTC);

    assertThat(write(formats, Form.DATE, "\"2026-12-31T23:30:00Z\"")).isEqualTo("1. Januar 2027");
    assertThat(write(formats, Form.DATETIME, "\"2026-12-31T23:30:00Z\""))
        .isEqualTo("1. Januar 2027, 00:30");
  }

  @ParameterizedTest
  @CsvSource({
    "en, PT10M, 10 minutes",
    "en, PT1M, 1 minute",
    "en, PT1H30M, 1 hour 30 minutes",
    "de, PT2H, 2 Stunden",
    "de, P1DT1H5M, 1 Tag 1 Stunde",
    "fr, PT45S, 45 secondes",
    "it, PT1H1M, 1 ora 1 minuto",
    "es, P2D, 2 días",
    "en, PT0S, 0 minutes",
    "de, PT90M, 1 Stunde 30 Minuten"
  })
  void durationsAreWords(String locale, String duration, String expected) throws Exception {
    assertThat(write(in(locale), Form.DURATION, "\"" + duration + "\"")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"DE89 3704 0044 0532 0130 00, 3000", "**** 1234, 1234", "12, 12"})
  void ofAnAccountOnlyTheLastFourAreShown(String account, String expected) throws Exception {
    assertThat(write(in("en"), Form.LAST4, "\"" + account + "\"")).isEqualTo(expected);
  }

  @Test
  void numbersHaveTheLocalesSeparators() throws Exception {
    assertThat(write(in("de"), Form.NUMBER, "1234567.5")).isEqualTo("1.234.567,5");
    assertThat(write(in("fr"), Form.NUMBER, "\"1234567\"")).isEqualTo("1 234 567");
    assertThat(write(in("en"), Form.NUMBER, "1e2")).isEqualTo("100");
  }

  @Test
  void textIsOneLineWithSingleSpaces() throws Exception {
    assertThat(
            Texts.repaired(" a\n b\t\t c\u00a0\u202f     d\u2028 ", ParameterMapping.USUAL_REPAIRS))
        .isEqualTo("a b c d");
    assertThat(write(in("en"), Form.TEXT, "true")).isEqualTo("true");
    assertThat(write(in("en"), Form.TEXT, "12.50")).isIn("12.5", "12.50");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MONEY|{}",
        "MONEY|{\"amount\":\"x\",\"currency\":\"EUR\"}",
        "MONEY|{\"amount\":\"1\",\"currency\":\"Euro\"}",
        "MONEY|{\"amount\":\"1e999999999\",\"currency\":\"EUR\"}",
        "MONEY|\"5 EUR\"",
        "NUMBER|\"many\"",
        "NUMBER|true",
        "NUMBER|1e400",
        "DATE|\"tomorrow\"",
        "DATE|\"2026-02-30\"",
        "TIME|\"25:00\"",
        "DATETIME|\"2026-11-20\"",
        "DURATION|\"10 minutes\"",
        "DURATION|\"-PT5M\"",
        "TEXT|{\"a\":1}",
        "TEXT|[1]",
        "LAST4|{}"
      })
  void whatCannotBeWrittenSaysWhatWasExpectedAndQuotesNothing(String formAndJson) {
    int bar = formAndJson.indexOf('|');
    Form form = Form.valueOf(formAndJson.substring(0, bar));
    String json = formAndJson.substring(bar + 1);

    assertThatThrownBy(() -> write(in("en"), form, json))
        .isInstanceOf(Formats.Unwritable.class)
        .hasMessageContaining("expected")
        .message()
        .doesNotContain("tomorrow")
        .doesNotContain("many");
  }

  @Test
  void durationsInOtherLanguagesAreRefused() throws Exception {
    JsonNode duration = JSON.readTree("\"PT5M\"");

    assertThatThrownBy(() -> in("pt").write(Form.DURATION, duration))
        .isInstanceOf(Formats.Unwritable.class);
  }
}
