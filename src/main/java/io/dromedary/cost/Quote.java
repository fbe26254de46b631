package io.dromedary.cost;

import java.util.Locale;

/** What a message costs: an amount, nothing for a reason, or nobody knows. Unknown is not zero. */
public sealed interface Quote {

  /** What was looked at. */
  PriceFacts facts();

  /** {@code priced}, or the reason's word. */
  String word();

  /**
   * It is charged.
   *
   * @param money above zero
   */
  record Priced(Money money, PriceFacts facts) implements Quote {
    @Override
    public String word() {
      return "priced";
    }
  }

  /** It costs nothing. */
  record Free(FreeReason reason, PriceFacts facts) implements Quote {
    @Override
    public String word() {
      return reason.word();
    }
  }

  /** It may cost something, and the data do not say what. */
  record Unknown(UnknownReason reason, PriceFacts facts) implements Quote {
    @Override
    public String word() {
      return reason.word();
    }
  }

  /** Why something is free. */
  enum FreeReason {
    /** Inside the free entry point window. */
    FREE_ENTRY_POINT,
    /** The rule frees this category inside the customer service window. */
    OPEN_WINDOW,
    /** The rule frees this category altogether. */
    FREE_CATEGORY,
    /** Among the free messages of the month. */
    ALLOWANCE,
    /** The platform's webhook said so. */
    PLATFORM;

    /** Lower case with hyphens. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Why a price is not known. */
  enum UnknownReason {
    /** Before the first rule. */
    NO_RULE,
    /** Under the rule a conversation was charged, not a message. */
    PER_CONVERSATION,
    /** The number is none, or the market is not known at this time. */
    NO_MARKET,
    /** No price table of the account's currency is in force yet. */
    NO_TABLE,
    /** The table has no rate for market and category, or says {@code n/a}. */
    NO_RATE,
    /** The platform charged something that we do not know, or in another currency. */
    PLATFORM;

    /** Lower case with hyphens. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
