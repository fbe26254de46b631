package io.dromedary.cost;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.template.CatalogueProblem;
import io.dromedary.yaml.LinedYaml;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads price files: each by its schema, then what must hold between them. */
final class PriceReader {

  private static final String MARKETS = "markets.yaml";
  private static final String RULES = "rules.yaml";

  private final List<CatalogueProblem> problems;
  private final List<MarketList> markets = new ArrayList<>();
  private final List<PriceRule> rules = new ArrayList<>();
  private final Map<String, PriceTable> tables = new LinkedHashMap<>();
  private final Map<String, LinedYaml> files = new TreeMap<>();
  private String everythingElse = "";

  PriceReader(List<CatalogueProblem> problems) {
    this.problems = problems;
  }

  /** {@code null} when there is a problem. */
  @Nullable PriceData read(Map<String, String> texts) {
    Map<String, String> sorted = new TreeMap<>(texts);
    for (String needed : List.of(MARKETS, RULES)) {
      if (!sorted.containsKey(needed)) {
        add(null, needed, "", "missing-file", "the file is missing", "Copy the delivered one.");
      }
    }
    sorted.forEach(this::parse);
    if (!problems.isEmpty()) {
      return null;
    }
    files.forEach(this::readFile);
    checkTables();
    return problems.isEmpty()
        ? new PriceData(everythingElse, markets, rules, List.copyOf(tables.values()))
        : null;
  }

  private void parse(String file, String text) {
    try {
      LinedYaml yaml = LinedYaml.parse(text);
      files.put(file, yaml);
      problems.addAll(schema(file).check(file, yaml));
    } catch (LinedYaml.Broken broken) {
      problems.add(
          new CatalogueProblem(
              file,
              broken.line(),
              "yaml",
              String.valueOf(broken.getMessage()),
              "Repair the syntax; texts with ': ' need quotes."));
    }
  }

  private static PriceSchemas schema(String file) {
    return switch (file) {
      case MARKETS -> PriceSchemas.MARKETS;
      case RULES -> PriceSchemas.RULES;
      default -> PriceSchemas.RATES;
    };
  }

  private void readFile(String file, LinedYaml yaml) {
    switch (file) {
      case MARKETS -> readMarkets(yaml);
      case RULES -> readRules(yaml);
      default -> readTable(file, yaml);
    }
  }

  private void readMarkets(LinedYaml yaml) {
    everythingElse = yaml.json().path("everythingElse").asText();
    Set<String> datedPrefixes = new HashSet<>();
    int number = 0;
    for (JsonNode version : yaml.json().path("versions")) {
      String at = "/versions/" + number++;
      LocalDate from = date(version, "from");
      Map<String, List<String>> prefixes = new LinkedHashMap<>();
      version
          .path("markets")
          .properties()
          .forEach(
              market -> {
                List<String> digits = new ArrayList<>();
                for (JsonNode prefix : market.getValue()) {
                  digits.add(prefix.asText());
                  if (!datedPrefixes.add(from + " " + prefix.asText())) {
                    add(
                        yaml,
                        MARKETS,
                        at + "/markets/" + market.getKey(),
                        "prefix-twice",
                        prefix.asText() + " belongs to two markets from " + from,
                        "Keep one of the two.");
                  }
                }
                prefixes.put(market.getKey(), digits);
              });
      markets.add(new MarketList(from, version.path("confirmed").booleanValue(), prefixes));
    }
  }

  private void readRules(LinedYaml yaml) {
    Set<String> seen = new HashSet<>();
    int number = 0;
    for (JsonNode rule : yaml.json().path("rules")) {
      String at = "/rules/" + number++;
      LocalDate from = date(rule, "from");
      if (!seen.add(rule.path("id").asText()) || !seen.add(from.toString())) {
        add(
            yaml,
            RULES,
            at,
            "rule-twice",
            "another rule has this id or this date",
            "Give each its own; one rule holds at a time.");
      }
      rules.add(
          new PriceRule(
              rule.path("id").asText(),
              from,
              rule.path("confirmed").booleanValue(),
              rule.path("charging").asText().equals("message"),
              Duration.parse(rule.path("freeEntryWindow").asText()),
              byCategory(
                  rule.path("free"),
                  when ->
                      PriceRule.When.valueOf(
                          when.asText().toUpperCase(Locale.ROOT).replace('-', '_'))),
              byCategory(rule.path("allowance"), JsonNode::longValue),
              byCategory(
                  rule.path("pricedAs"), other -> PriceCategory.of(other.asText()).orElseThrow())));
    }
  }

  private static <V> Map<PriceCategory, V> byCategory(JsonNode map, Function<JsonNode, V> value) {
    Map<PriceCategory, V> read = new EnumMap<>(PriceCategory.class);
    map.properties()
        .forEach(
            entry ->
                read.put(
                    PriceCategory.of(entry.getKey()).orElseThrow(), value.apply(entry.getValue())));
    return read;
  }

  private void readTable(String file, LinedYaml yaml) {
    JsonNode json = yaml.json();
    Currency currency;
    try {
      currency = Currency.getInstance(json.path("currency").asText());
    } catch (IllegalArgumentException unknown) {
      add(
          yaml,
          file,
          "/currency",
          "unknown-currency",
          json.path("currency").asText() + " is no currency",
          "Write its code of ISO 4217, such as EUR.");
      return;
    }
    LocalDate from = date(json, "from");
    boolean confirmed = json.path("confirmed").booleanValue();
    Map<String, Map<PriceCategory, @Nullable Rate>> rates = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> market : json.path("rates").properties()) {
      Map<PriceCategory, @Nullable Rate> row = new EnumMap<>(PriceCategory.class);
      for (Map.Entry<String, JsonNode> cell : market.getValue().properties()) {
        String at = "/rates/" + market.getKey() + "/" + cell.getKey();
        List<Rate.Tier> tiers = tiers(file, yaml, at, currency, cell.getValue());
        row.put(
            PriceCategory.of(cell.getKey()).orElseThrow(),
            tiers.isEmpty() ? null : new Rate(tiers, from, confirmed, false));
      }
      rates.put(market.getKey(), row);
    }
    LocalDate carries = json.has("carries") ? date(json, "carries") : null;
    tables.put(file, new PriceTable(currency, from, carries, rates));
  }

  /** Empty for {@code n/a}. */
  private List<Rate.Tier> tiers(
      String file, LinedYaml yaml, String at, Currency currency, JsonNode cell) {
    List<Rate.Tier> tiers = new ArrayList<>();
    if (cell.isTextual()) {
      return tiers;
    }
    long last = -1;
    for (JsonNode tier : cell.isArray() ? cell : List.of(cell)) {
      long above = tier.isNumber() ? 0 : tier.path("above").longValue();
      JsonNode price = tier.isNumber() ? tier : tier.path("price");
      if (above <= last || (last < 0 && above != 0)) {
        add(
            yaml,
            file,
            at,
            "tiers",
            "tiers do not begin above 0, or do not ascend",
            "Sort them; the first is {above: 0, price: …}.");
      }
      last = Math.max(last, above);
      if (price.decimalValue().stripTrailingZeros().scale() > Money.DECIMALS) {
        add(
            yaml,
            file,
            at,
            "decimals",
            "an amount has more than six decimals",
            "Write it as Meta's file does.");
      } else {
        tiers.add(new Rate.Tier(above, new Money(price.decimalValue(), currency)));
      }
    }
    return tiers;
  }

  private void checkTables() {
    Map<String, String> dated = new HashMap<>();
    tables.forEach(
        (file, table) -> {
          String other = dated.put(table.currency() + " " + table.from(), file);
          if (other != null) {
            add(
                files.get(file),
                file,
                "/from",
                "table-twice",
                other + " is the table of this currency and date already",
                "Put both into one file, or correct the date.");
          }
        });
    if (problems.isEmpty()) {
      tables.forEach((file, table) -> checkTable(file, table, dated));
    }
  }

  private void checkTable(String file, PriceTable table, Map<String, String> dated) {
    LocalDate carries = table.carries();
    if (carries != null
        && (!carries.isBefore(table.from())
            || !dated.containsKey(table.currency() + " " + carries))) {
      add(
          files.get(file),
          file,
          "/carries",
          "carries-nothing",
          "there is no older table of " + table.currency() + " with the date " + carries,
          "Name the date of the table before, or remove the line.");
    }
    Set<String> known = new HashSet<>(Set.of(everythingElse));
    markets.stream()
        .filter(list -> !list.from().isAfter(table.from()))
        .forEach(list -> known.addAll(list.prefixes().keySet()));
    table.rates().keySet().stream()
        .filter(market -> !known.contains(market))
        .forEach(
            market ->
                add(
                    files.get(file),
                    file,
                    "/rates/" + market,
                    "unknown-market",
                    market + " is no market on " + table.from(),
                    "Write it as in " + MARKETS + ", or add it there with its prefixes."));
  }

  private static LocalDate date(JsonNode json, String key) {
    return LocalDate.parse(json.path(key).asText());
  }

  private void add(
      @Nullable LinedYaml yaml,
      String file,
      String pointer,
      String rule,
      String message,
      String remedy) {
    problems.add(
        new CatalogueProblem(
            file, yaml == null ? null : yaml.line(pointer), rule, message, remedy));
  }
}
