package io.dromedary.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DecimalStyle;
import java.time.format.FormatStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes values of events the way the recipient's country does. The result is one line: spaces of
 * locale data that do not break (before a currency, between thousands) become plain ones, so that
 * Meta's rule on spaces can be checked, and the hub's texts compared, without knowing which edition
 * of the locale data wrote them.
 *
 * @param locale language and region
 * @param zone whose clock dates and times show; {@code null}: the offset in the value itself
 * @param otherwise the zone of values without an offset of their own and of values in UTC
 */
public record Formats(Locale locale, @Nullable ZoneId zone, ZoneId otherwise) {

  private static final int MAX_DIGITS = 30;

  /** Between a currency's letters and its number, which the JDK's locale data sometimes joins. */
  private static final Pattern CODE_AT_NUMBER =
      Pattern.compile("(?<=\\p{L})(?=\\p{N})|(?<=\\p{N})(?=\\p{L})");

  /** The value cannot be written so; the message says what was expected and quotes nothing. */
  public static final class Unwritable extends Exception {

    private static final long serialVersionUID = 1L;

    private final String expectation;

    Unwritable(String expectation) {
      super(expectation, null, false, false);
      this.expectation = expectation;
    }

    /** What was expected, without personal data. */
    public String expectation() {
      return expectation;
    }
  }

  /** Writes a JSON value in one of the forms; text stays as it is. */
  String write(ParameterMapping.Form form, JsonNode value) throws Unwritable {
    if (form == ParameterMapping.Form.TEXT) {
      return scalar(value);
    }
    return Texts.tidy(
        switch (form) {
          case TEXT -> scalar(value);
          case NUMBER -> number(decimal(scalar(value)));
          case MONEY -> money(value);
          case DATE -> date(scalar(value));
          case TIME -> time(scalar(value));
          case DATETIME -> dateTime(scalar(value));
          case WEEKDAY_DATE -> weekdayDate(scalar(value));
          case DURATION -> duration(scalar(value));
          case LAST4 -> last4(scalar(value));
        });
  }

  private static String scalar(JsonNode value) throws Unwritable {
    if (!value.isValueNode()) {
      throw new Unwritable("a single value is expected, not an object or a list");
    }
    return value.isFloatingPointNumber() ? plain(value) : value.asText();
  }

  private static String plain(JsonNode value) throws Unwritable {
    if (value.isDouble() && !Double.isFinite(value.doubleValue())) {
      throw new Unwritable("a number of at most " + MAX_DIGITS + " digits is expected");
    }
    return decimal(value.asText()).toPlainString();
  }

  private static BigDecimal decimal(String text) throws Unwritable {
    try {
      BigDecimal decimal = new BigDecimal(text.strip());
      if (Math.abs((long) decimal.scale()) > MAX_DIGITS || decimal.precision() > MAX_DIGITS) {
        throw new Unwritable("a number of at most " + MAX_DIGITS + " digits is expected");
      }
      return decimal;
    } catch (NumberFormatException notANumber) {
      throw new Unwritable("a number is expected");
    }
  }

  /** A number with the locale's separators and as many decimals as it has. */
  public String number(BigDecimal number) {
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(Math.max(0, number.scale()));
    return Texts.tidy(format.format(number));
  }

  private String money(JsonNode value) throws Unwritable {
    JsonNode amount = value.path("amount");
    JsonNode code = value.path("currency");
    if (!(amount.isTextual() || amount.isNumber()) || !code.isTextual()) {
      throw new Unwritable("money is expected: an object with amount and currency");
    }
    try {
      return money(decimal(scalar(amount)), Currency.getInstance(code.textValue().strip()));
    } catch (IllegalArgumentException unknownCurrency) {
      throw new Unwritable("a currency of ISO 4217 is expected");
    }
  }

  /**
   * An amount with its currency and the currency's own number of decimals: two for EUR, none for
   * JPY. More decimals than the currency has are kept: money is never rounded here.
   */
  public String money(BigDecimal amount, Currency currency) {
    NumberFormat format = NumberFormat.getCurrencyInstance(locale);
    format.setCurrency(currency);
    int usual = Math.max(0, currency.getDefaultFractionDigits());
    format.setMinimumFractionDigits(usual);
    format.setMaximumFractionDigits(Math.max(usual, amount.stripTrailingZeros().scale()));
    return Texts.tidy(CODE_AT_NUMBER.matcher(format.format(amount)).replaceAll(" "));
  }

  private String date(String text) throws Unwritable {
    return format(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG), day(text));
  }

  private String weekdayDate(String text) throws Unwritable {
    return format(DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL), day(text));
  }

  private String time(String text) throws Unwritable {
    DateTimeFormatter hours = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT);
    try {
      return format(hours, LocalTime.parse(text.strip()));
    } catch (DateTimeException notATimeOfDay) {
      return format(hours, moment(text, "a time is expected"));
    }
  }

  /** Date and time with a comma between: what locale data puts there changes with its edition. */
  private String dateTime(String text) throws Unwritable {
    LocalDateTime moment = moment(text, "an instant is expected");
    return format(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG), moment)
        + ", "
        + format(DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT), moment);
  }

  private String format(DateTimeFormatter formatter, TemporalAccessor value) {
    return Texts.tidy(
        formatter
            .withLocale(locale)
            .withChronology(IsoChronology.INSTANCE)
            .withDecimalStyle(DecimalStyle.STANDARD)
            .format(value));
  }

  private TemporalAccessor day(String text) throws Unwritable {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeException notADate) {
      return moment(text, "a date or an instant is expected");
    }
  }

  /** The value on the clock to be shown; a value without offset is on that clock already. */
  private LocalDateTime moment(String text, String expectation) throws Unwritable {
    String stripped = text.strip();
    try {
      OffsetDateTime value = OffsetDateTime.parse(stripped);
      return shown(value, stripped.endsWith("Z") || stripped.endsWith("z")).toLocalDateTime();
    } catch (DateTimeException noOffset) {
      try {
        return LocalDateTime.parse(stripped);
      } catch (DateTimeException notATime) {
        throw new Unwritable(expectation);
      }
    }
  }

  private ZonedDateTime shown(OffsetDateTime value, boolean utc) {
    ZoneOffset own = value.getOffset();
    ZoneId clock = zone != null ? zone : utc ? otherwise : own;
    return value.atZoneSameInstant(clock);
  }

  private String duration(String text) throws Unwritable {
    try {
      return duration(Duration.parse(text.strip()));
    } catch (DateTimeException notADuration) {
      throw new Unwritable("an ISO 8601 duration is expected");
    }
  }

  private String duration(Duration duration) throws Unwritable {
    if (duration.isNegative()) {
      throw new Unwritable("a duration is expected that is not negative");
    }
    return DurationWords.write(duration, locale.getLanguage());
  }

  private static String last4(String text) {
    String kept = text.replaceAll("[^\\p{L}\\p{N}]", "");
    return kept.substring(Math.max(0, kept.length() - 4));
  }
}
