package io.dromedary.cost;

import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A currency's prices from a date on, as one file says them.
 *
 * @param carries date of an older table whose rates go on where this one says nothing; {@code null}
 *     when it stands alone
 * @param rates by market and category; {@code null} for {@code n/a}
 */
record PriceTable(
    Currency currency,
    LocalDate from,
    @Nullable LocalDate carries,
    Map<String, Map<PriceCategory, @Nullable Rate>> rates) {}
