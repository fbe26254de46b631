package io.dromedary.cost;

/** Where a message goes: prices follow the recipient's number. */
public sealed interface Destination {

  /**
   * A recipient.
   *
   * @param number E.164, or a {@code wa_id} without the plus sign; personal, so it is not printed
   */
  record Phone(String number) implements Destination {

    @Override
    public String toString() {
      return "Phone[•••]";
    }
  }

  /**
   * All recipients of a market.
   *
   * @param name as in {@code prices/markets.yaml}, such as {@code germany}
   */
  record Market(String name) implements Destination {}

  /** A recipient by phone number or {@code wa_id}. */
  static Destination phone(String number) {
    return new Phone(number);
  }

  /** A market by its name. */
  static Destination market(String name) {
    return new Market(name);
  }
}
