package io.dromedary.cost;

import java.time.ZoneId;
import java.util.Currency;
import java.util.Set;

/**
 * What is particular to the business account.
 *
 * @param currency that Meta charges it in
 * @param zone its time zone: prices and rules change at 00:00 there, months begin there
 * @param international markets for which Meta has announced it authentication-international rates
 */
public record PriceSettings(Currency currency, ZoneId zone, Set<String> international) {

  public PriceSettings {
    international = Set.copyOf(international);
  }
}
