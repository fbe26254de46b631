package io.dromedary.cost;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Prefixes that belong to a market from a date on, until a later list moves them.
 *
 * @param prefixes by market, digits only
 */
record MarketList(LocalDate from, boolean confirmed, Map<String, List<String>> prefixes) {}
