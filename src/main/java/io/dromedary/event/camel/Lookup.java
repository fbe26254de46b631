package io.dromedary.event.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts what an SQL look-up found into an event: people in place of a business key, and missing
 * facts.
 *
 * <p>A <a href="https://www.enterpriseintegrationpatterns.com/DataEnricher.html">content
 * enricher</a>'s second half: the route asks the source's own database, this reads the rows.
 * Columns {@code phone, name, locale, zone, ref} are a person; {@code amount} or {@code total} with
 * {@code currency} is money; every other column fills the data member of its camel-case name.
 * Nothing that the event says already is overwritten.
 */
public final class Lookup {

  private static final List<String> PERSON = List.of("phone", "name", "locale", "zone", "ref");
  private static final List<String> MONEY = List.of("amount", "total");

  /** Whether the item is an event whose people are still to be found behind a business key. */
  public boolean wanted(JsonNode item) {
    return Items.isEvent(item) && item.path("data").path("audience").isObject();
  }

  /** The kind of the event's business key, such as {@code payment}; empty when it has none. */
  public String kind(JsonNode item) {
    return item.path("data").path("audience").path("kind").asText("");
  }

  /** The event's business key; empty when it has none. */
  public String key(JsonNode item) {
    return item.path("data").path("audience").path("key").asText("");
  }

  /** A text member of the event's data; empty when it has none. */
  public String fact(JsonNode item, String member) {
    return item.path("data").path(member).asText("");
  }

  /**
   * The event with the people and facts of the rows.
   *
   * @param event a structured CloudEvent; not changed
   * @param rows what the look-up found; rows without a phone number add no recipient
   * @return without any recipient found, the event keeps its business key
   */
  public JsonNode found(JsonNode event, List<Map<String, Object>> rows) {
    ObjectNode found = event.deepCopy();
    ObjectNode data = (ObjectNode) found.get("data");
    List<Map<String, Object>> known = rows.stream().map(Lookup::caseless).toList();
    if (!known.isEmpty()) {
      fill(data, known.get(0));
    }
    address(data, known.stream().filter(row -> text(row, "phone") != null).toList());
    return found;
  }

  /**
   * One event per row: what a bank says of a whole file or block is said of each of its payments.
   *
   * @param event a structured CloudEvent about all of them
   * @param rows the payments, each with {@code payment_id}; those that the event lists as told
   *     singly are left out
   * @return without rows the event itself
   */
  public List<JsonNode> spread(JsonNode event, List<Map<String, Object>> rows) {
    Set<String> listed = new HashSet<>();
    event.path("data").path("listedPaymentIds").forEach(id -> listed.add(id.asText()));
    List<JsonNode> events = new ArrayList<>();
    for (Map<String, Object> row : rows) {
      String payment = text(caseless(row), "payment_id");
      if (payment != null && !listed.contains(payment)) {
        events.add(found(about(payment, event), List.of(row)));
      }
    }
    return rows.isEmpty() ? List.of(event) : events;
  }

  private static ObjectNode about(String payment, JsonNode event) {
    ObjectNode single = event.deepCopy();
    single.put("id", event.path("id").asText() + "/" + payment);
    single.put("subject", payment);
    ObjectNode data = (ObjectNode) single.get("data");
    data.remove("listedPaymentIds");
    data.put("paymentId", payment);
    data.putObject("audience").put("kind", "payment").put("key", payment);
    return single;
  }

  private static void address(ObjectNode data, List<Map<String, Object>> people) {
    if (people.isEmpty()) {
      return;
    }
    data.remove("audience");
    if (people.size() == 1) {
      data.set("recipient", person(data, people.get(0)));
    } else {
      ArrayNode recipients = data.putArray("recipients");
      people.forEach(row -> recipients.add(person(data, row)));
    }
  }

  private static ObjectNode person(ObjectNode factory, Map<String, Object> row) {
    ObjectNode person = factory.objectNode();
    for (String column : PERSON) {
      String value = text(row, column);
      if (value != null) {
        person.put(column, value);
      }
    }
    return person;
  }

  private static void fill(ObjectNode data, Map<String, Object> row) {
    String currency = text(row, "currency");
    for (String member : MONEY) {
      if (currency != null
          && !data.hasNonNull(member)
          && row.get(member) instanceof Number number) {
        data.putObject(member).put("amount", amount(number, currency)).put("currency", currency);
      }
    }
    for (String column : row.keySet()) {
      String value = text(row, column);
      boolean isFact =
          !PERSON.contains(column) && !MONEY.contains(column) && !column.equals("currency");
      if (isFact && value != null && !data.hasNonNull(camelCase(column))) {
        data.put(camelCase(column), value);
      }
    }
  }

  private static String amount(Number number, String currency) {
    BigDecimal amount = new BigDecimal(number.toString());
    int decimals = Math.max(0, decimals(currency));
    return amount.stripTrailingZeros().scale() > decimals
        ? amount.toPlainString()
        : amount.setScale(decimals, RoundingMode.UNNECESSARY).toPlainString();
  }

  /** By ISO 4217; 2 for a code that is not in it. */
  private static int decimals(String currency) {
    return Currency.getAvailableCurrencies().stream()
        .filter(known -> known.getCurrencyCode().equals(currency))
        .mapToInt(Currency::getDefaultFractionDigits)
        .findFirst()
        .orElse(2);
  }

  private static Map<String, Object> caseless(Map<String, Object> row) {
    Map<String, Object> columns = new TreeMap<>();
    row.forEach(
        (column, value) -> {
          if (value != null) {
            columns.put(column.toLowerCase(Locale.ROOT), value);
          }
        });
    return columns;
  }

  private static @Nullable String text(Map<String, Object> row, String column) {
    Object value = row.get(column);
    String text = value == null ? "" : value.toString().strip();
    return text.isEmpty() ? null : text;
  }

  private static String camelCase(String column) {
    StringBuilder name = new StringBuilder();
    for (String word : column.split("_", -1)) {
      name.append(
          name.isEmpty() || word.isEmpty()
              ? word
              : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }
}
