package io.dromedary.cost;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor needs to follow a quote.
 *
 * @param rule id in {@code prices/rules.yaml}; {@code null} before the first rule
 * @param market {@code null} when it is not known
 * @param category whose rate counts: {@code utility} for a service message priced as one
 * @param table date of the price table that the rate stands in; {@code null} when no rate was used
 * @param carried whether a later table carries this rate on without naming it
 * @param confirmed whether Meta's own papers say all that was used; not so for a carried rate
 */
public record PriceFacts(
    @Nullable String rule,
    @Nullable String market,
    PriceCategory category,
    @Nullable LocalDate table,
    boolean carried,
    boolean confirmed) {}
