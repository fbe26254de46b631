package io.dromedary.cost;

import static java.util.Objects.requireNonNull;

import io.dromedary.template.CatalogueProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What messages cost one business account, by dated tables and rules that are data. Immutable and
 * pure: the same question has the same answer for ever, whatever day it is.
 */
public final class Prices {

  private final PriceSettings settings;
  private final List<Era> eras;

  private Prices(PriceSettings settings, List<Era> eras) {
    this.settings = settings;
    this.eras = List.copyOf(eras);
  }

  /**
   * Reads a folder of price files: {@code markets.yaml}, {@code rules.yaml} and any number of price
   * tables. They count together or not at all: without a broken table an older one would go on as
   * if it were right.
   *
   * @param files content by name
   */
  public static PricesLoad load(Map<String, String> files, PriceSettings settings) {
    List<CatalogueProblem> problems = new ArrayList<>();
    PriceData data = new PriceReader(problems).read(files);
    return problems.isEmpty() && data != null
        ? new PricesLoad(new Prices(settings, data.eras(settings)), List.of())
        : new PricesLoad(none(settings), problems);
  }

  /** Prices that know nothing. */
  public static Prices none(PriceSettings settings) {
    return new Prices(settings, List.of());
  }

  /** The account that these are the prices of. */
  public PriceSettings settings() {
    return settings;
  }

  /** The instants at which a quote can change: between two of them it does not. Ascending. */
  public List<Instant> changes() {
    return eras.stream().map(Era::start).toList();
  }

  /** The market that a recipient belongs to; empty for what is no number, or before all lists. */
  public Optional<String> market(Destination to, Instant at) {
    Era era = era(at);
    Era.Market market = era == null ? null : era.market(to);
    return Optional.ofNullable(market).map(Era.Market::name);
  }

  /** What this message costs. Never throws. */
  public Quote quote(PriceQuestion question) {
    Era era = era(question.at());
    PriceRule rule = era == null ? null : era.rule();
    if (era == null || rule == null) {
      return new Quote.Unknown(
          Quote.UnknownReason.NO_RULE,
          new PriceFacts(null, null, question.category(), null, false, false));
    }
    Era.Market market = era.market(question.to());
    Quote.FreeReason free = rule.frees(question);
    return free == null
        ? charged(question, era, rule, market)
        : new Quote.Free(free, facts(rule, market, question.category()));
  }

  /**
   * What a message cost, by the platform's own word about it.
   *
   * @param told from the webhook of its delivery
   * @param question as it was asked before the send, {@code at} being now the delivery; what the
   *     platform says about category and window counts instead
   */
  public Quote charged(PlatformPricing told, PriceQuestion question) {
    Era era = era(question.at());
    PriceRule rule = era == null ? null : era.rule();
    Era.Market market = era == null ? null : era.market(question.to());
    PriceCategory category = told.category().orElse(question.category());
    PriceFacts facts = facts(rule, market, category);
    if (told.isFree()) {
      return new Quote.Free(Quote.FreeReason.PLATFORM, facts);
    }
    Money cost = told.cost();
    if (cost != null && cost.currency().equals(settings.currency())) {
      return new Quote.Priced(cost, facts);
    }
    if (cost != null || !told.isRegular() || told.category().isEmpty()) {
      return new Quote.Unknown(Quote.UnknownReason.PLATFORM, facts);
    }
    if (era == null || rule == null) {
      return new Quote.Unknown(Quote.UnknownReason.NO_RULE, facts);
    }
    PriceQuestion asCharged =
        new PriceQuestion(
            question.to(),
            category,
            question.windowOpen(),
            question.freeEntry(),
            question.volume(),
            question.at());
    return charged(asCharged, era, rule, market);
  }

  /**
   * What several messages like this one cost.
   *
   * @param first quote of the first message
   * @param total of those that are priced
   * @param after what the month has seen then
   */
  record Sum(Quote first, Money total, long free, long unknown, Volume after) {}

  /** What {@code count} messages cost that are delivered one after the other. */
  Sum sum(PriceQuestion question, long count) {
    Quote first = quote(question);
    Money nothing = Money.zero(settings.currency());
    Volume volume = question.volume();
    if (first instanceof Quote.Priced) {
      Money total = requireNonNull(rate(question)).total(volume.charged(), count);
      Volume after = new Volume(volume.charged() + count, volume.allowanceUsed());
      return new Sum(first, total, 0, 0, after);
    }
    if (first instanceof Quote.Unknown) {
      return new Sum(first, nothing, 0, count, volume);
    }
    long left = allowanceLeft(first, question);
    if (left < 0) {
      return new Sum(first, nothing, count, 0, volume);
    }
    long free = Math.min(left, count);
    Volume used = new Volume(volume.charged(), volume.allowanceUsed() + free);
    if (free == count) {
      return new Sum(first, nothing, count, 0, used);
    }
    Sum rest = sum(question.volume(used), count - free);
    return new Sum(first, rest.total(), free, rest.unknown(), rest.after());
  }

  /** -1 when the message is free for another reason than the month's allowance. */
  private long allowanceLeft(Quote quote, PriceQuestion question) {
    Era era = era(question.at());
    PriceRule rule = era == null ? null : era.rule();
    return rule != null
            && quote instanceof Quote.Free free
            && free.reason() == Quote.FreeReason.ALLOWANCE
        ? rule.allowanceLeft(question)
        : -1;
  }

  private @Nullable Rate rate(PriceQuestion question) {
    Era era = era(question.at());
    PriceRule rule = era == null ? null : era.rule();
    Era.Market market = era == null ? null : era.market(question.to());
    if (rule == null || market == null) {
      return null;
    }
    return rate(column(question.category(), rule, market), question.category(), market);
  }

  private Quote charged(
      PriceQuestion question, Era era, PriceRule rule, Era.@Nullable Market market) {
    PriceCategory asked = question.category();
    if (!rule.perMessage()) {
      return unknown(Quote.UnknownReason.PER_CONVERSATION, rule, market, asked);
    }
    if (market == null) {
      return unknown(Quote.UnknownReason.NO_MARKET, rule, null, asked);
    }
    if (!era.hasTable()) {
      return unknown(Quote.UnknownReason.NO_TABLE, rule, market, asked);
    }
    PriceCategory column = column(asked, rule, market);
    Rate rate = rate(column, asked, market);
    if (rate == null) {
      return unknown(Quote.UnknownReason.NO_RATE, rule, market, column);
    }
    PriceFacts facts =
        new PriceFacts(
            rule.id(),
            market.name(),
            column,
            rate.table(),
            rate.carried(),
            rule.confirmed() && market.confirmed() && rate.confirmed());
    return new Quote.Priced(rate.price(question.volume().charged()), facts);
  }

  /** Whose rate counts: authentication may be international, service may have none of its own. */
  private PriceCategory column(PriceCategory asked, PriceRule rule, Era.Market market) {
    if (asked == PriceCategory.AUTHENTICATION && settings.international().contains(market.name())) {
      return PriceCategory.AUTHENTICATION_INTERNATIONAL;
    }
    PriceCategory other = rule.pricedAs().get(asked);
    return other == null || market.rates().containsKey(asked) ? asked : other;
  }

  /**
   * Volume tiers are those of the category itself: a service message that is priced as has none.
   */
  private static @Nullable Rate rate(PriceCategory column, PriceCategory asked, Era.Market market) {
    Rate rate = market.rates().get(column);
    boolean borrowed = asked == PriceCategory.SERVICE && column != asked;
    return rate == null || !borrowed ? rate : rate.withoutTiers();
  }

  private static Quote unknown(
      Quote.UnknownReason reason,
      PriceRule rule,
      Era.@Nullable Market market,
      PriceCategory category) {
    return new Quote.Unknown(reason, facts(rule, market, category));
  }

  private static PriceFacts facts(
      @Nullable PriceRule rule, Era.@Nullable Market market, PriceCategory category) {
    return new PriceFacts(
        rule == null ? null : rule.id(),
        market == null ? null : market.name(),
        category,
        null,
        false,
        rule != null && rule.confirmed());
  }

  /** The newest era that has begun; a few steps at most, for recent ones are asked for. */
  private @Nullable Era era(Instant at) {
    for (int i = eras.size() - 1; i >= 0; i--) {
      if (!at.isBefore(eras.get(i).start())) {
        return eras.get(i);
      }
    }
    return null;
  }
}
