package io.dromedary.cost;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An exact amount of one currency, never rounded; may be negative. Equal amounts are equal however
 * many zeros they were written with.
 *
 * @param amount in units of the currency, up to six decimals: prices of messages are fractions of a
 *     cent
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {

  /** Decimals that prices may have and that the database keeps. */
  public static final int DECIMALS = 6;

  /**
   * @throws IllegalArgumentException with more than six decimals
   */
  public Money {
    BigDecimal plain = amount.stripTrailingZeros();
    amount = plain.scale() < 0 ? plain.setScale(0) : plain;
    if (amount.scale() > DECIMALS) {
      throw new IllegalArgumentException("Money has up to six decimals");
    }
  }

  /**
   * @param amount such as {@code 0.0456}
   * @param currency code of ISO 4217
   */
  public static Money of(String amount, String currency) {
    return new Money(new BigDecimal(amount), Currency.getInstance(currency));
  }

  /** Nothing. */
  public static Money zero(Currency currency) {
    return new Money(BigDecimal.ZERO, currency);
  }

  /**
   * @throws IllegalArgumentException for another currency: nothing is converted here
   */
  public Money plus(Money other) {
    return new Money(amount.add(same(other).amount), currency);
  }

  /**
   * @throws IllegalArgumentException for another currency
   */
  public Money minus(Money other) {
    return new Money(amount.subtract(same(other).amount), currency);
  }

  /** This amount, so many times. */
  public Money times(long count) {
    return new Money(amount.multiply(BigDecimal.valueOf(count)), currency);
  }

  /**
   * @throws IllegalArgumentException for another currency
   */
  @Override
  public int compareTo(Money other) {
    return amount.compareTo(same(other).amount);
  }

  private Money same(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          currency.getCurrencyCode() + " and " + other.currency.getCurrencyCode() + " do not mix");
    }
    return other;
  }

  /** Such as {@code 0.0456 EUR}. */
  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency.getCurrencyCode();
  }
}
