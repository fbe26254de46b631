package io.dromedary.cost;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All price files, read.
 *
 * @param everythingElse the market of numbers without a prefix
 */
record PriceData(
    String everythingElse,
    List<MarketList> markets,
    List<PriceRule> rules,
    List<PriceTable> tables) {

  PriceData {
    markets = markets.stream().sorted(Comparator.comparing(MarketList::from)).toList();
    rules = rules.stream().sorted(Comparator.comparing(PriceRule::from)).toList();
    tables = tables.stream().sorted(Comparator.comparing(PriceTable::from)).toList();
  }

  /** Lays the data out for one account, cut at every date on which something changes. */
  List<Era> eras(PriceSettings settings) {
    List<PriceTable> ours =
        tables.stream().filter(table -> table.currency().equals(settings.currency())).toList();
    TreeSet<LocalDate> dates = new TreeSet<>();
    markets.forEach(list -> dates.add(list.from()));
    rules.forEach(rule -> dates.add(rule.from()));
    ours.forEach(table -> dates.add(table.from()));
    List<Era> eras = new ArrayList<>();
    for (LocalDate date : dates) {
      eras.add(era(date, date.atStartOfDay(settings.zone()).toInstant(), ours));
    }
    return eras;
  }

  private Era era(LocalDate date, Instant start, List<PriceTable> ours) {
    PriceRule rule = null;
    for (PriceRule each : rules) {
      rule = each.from().isAfter(date) ? rule : each;
    }
    Map<LocalDate, Map<String, Map<PriceCategory, @Nullable Rate>>> tablesUntilNow =
        new TreeMap<>();
    Map<String, Map<PriceCategory, @Nullable Rate>> rates = null;
    for (PriceTable table : ours) {
      if (!table.from().isAfter(date)) {
        rates = carriedOn(table, tablesUntilNow);
        tablesUntilNow.put(table.from(), rates);
      }
    }
    return era(date, start, rule, rates);
  }

  private static Map<String, Map<PriceCategory, @Nullable Rate>> carriedOn(
      PriceTable table, Map<LocalDate, Map<String, Map<PriceCategory, @Nullable Rate>>> older) {
    Map<String, Map<PriceCategory, @Nullable Rate>> all = new HashMap<>();
    if (table.carries() != null) {
      older
          .getOrDefault(table.carries(), Map.of())
          .forEach(
              (market, rates) -> {
                Map<PriceCategory, @Nullable Rate> copy = new EnumMap<>(PriceCategory.class);
                rates.forEach(
                    (category, rate) -> copy.put(category, rate == null ? null : rate.carriedOn()));
                all.put(market, copy);
              });
    }
    table
        .rates()
        .forEach(
            (market, rates) ->
                all.computeIfAbsent(market, none -> new EnumMap<>(PriceCategory.class))
                    .putAll(rates));
    return all;
  }

  private Era era(
      LocalDate date,
      Instant start,
      @Nullable PriceRule rule,
      @Nullable Map<String, Map<PriceCategory, @Nullable Rate>> rates) {
    Map<String, Era.Market> places = new LinkedHashMap<>();
    Map<String, String> prefixes = new HashMap<>();
    boolean known = false;
    for (MarketList list : markets) {
      if (!list.from().isAfter(date)) {
        known = true;
        list.prefixes()
            .forEach(
                (name, digits) -> {
                  String place = name + (list.confirmed() ? "" : "?");
                  places.computeIfAbsent(place, none -> market(name, list.confirmed(), rates));
                  digits.forEach(prefix -> prefixes.put(prefix, place));
                });
      }
    }
    if (!known) {
      return new Era(start, rule, null, List.of(), rates != null);
    }
    places.computeIfAbsent(everythingElse, name -> market(name, true, rates));
    List<String> order = List.copyOf(places.keySet());
    Map<String, Integer> indexes = new HashMap<>();
    prefixes.forEach((prefix, place) -> indexes.put(prefix, order.indexOf(place)));
    return new Era(
        start,
        rule,
        new Markets(order.indexOf(everythingElse), indexes),
        List.copyOf(places.values()),
        rates != null);
  }

  private static Era.Market market(
      String name,
      boolean confirmed,
      @Nullable Map<String, Map<PriceCategory, @Nullable Rate>> rates) {
    Map<PriceCategory, Rate> known = new EnumMap<>(PriceCategory.class);
    if (rates != null) {
      rates
          .getOrDefault(name, Map.of())
          .forEach(
              (category, rate) -> {
                if (rate != null) {
                  known.put(category, rate);
                }
              });
    }
    return new Era.Market(name, confirmed, known);
  }
}
