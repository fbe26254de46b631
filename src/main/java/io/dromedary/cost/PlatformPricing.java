package io.dromedary.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code pricing} object of a status, as the platform charges a delivered message.
 *
 * @param type {@code regular}, {@code free_customer_service}, {@code free_entry_point}; {@code
 *     null} in payloads before July 2025
 * @param categoryWord Meta's word; not every one is a column of its tables
 * @param billable only looked at when there is no type; {@code null} when absent
 * @param cost the amount itself, which the platform tells of some marketing messages only
 */
public record PlatformPricing(
    @Nullable String type, String categoryWord, @Nullable Boolean billable, @Nullable Money cost) {

  private static final String FROM_AN_ENTRY_POINT = "referral_conversion";

  /** Reads what is there; what is missing or malformed is absent. Never throws. */
  public static PlatformPricing read(JsonNode pricing) {
    return new PlatformPricing(
        pricing.path("type").isTextual() ? pricing.path("type").textValue() : null,
        pricing.path("category").asText(""),
        pricing.path("billable").isBoolean() ? pricing.path("billable").booleanValue() : null,
        cost(pricing.path("cost")));
  }

  private static @Nullable Money cost(JsonNode cost) {
    try {
      return cost.path("amount").isNumber()
          ? new Money(
              cost.path("amount").decimalValue(),
              Currency.getInstance(cost.path("currency").asText()))
          : null;
    } catch (IllegalArgumentException notMoney) {
      // the quote then says unknown, which is what it is
      return null;
    }
  }

  /** The column of a price table; empty for {@code marketing_lite} and words not known yet. */
  public Optional<PriceCategory> category() {
    return PriceCategory.of(categoryWord);
  }

  /** Whether the platform says that it charges nothing. */
  public boolean isFree() {
    if (categoryWord.equals(FROM_AN_ENTRY_POINT)) {
      return true;
    }
    return type == null ? Boolean.FALSE.equals(billable) : type.startsWith("free_");
  }

  /** Whether it is charged by the tables. */
  boolean isRegular() {
    return type == null ? Boolean.TRUE.equals(billable) : type.equals("regular");
  }
}
