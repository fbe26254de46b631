package io.dromedary.cost;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the market of a number by its longest prefix: a tree with one branch for each digit. */
final class Markets {

  private static final int LONGEST_NUMBER = 15;

  private final Node root = new Node();

  /**
   * @param everythingElse index of the market of numbers without a prefix
   * @param prefixes digits to the index of their market
   */
  Markets(int everythingElse, Map<String, Integer> prefixes) {
    root.market = everythingElse;
    prefixes.forEach(this::put);
  }

  private void put(String prefix, int market) {
    Node node = root;
    for (int i = 0; i < prefix.length(); i++) {
      int digit = prefix.charAt(i) - '0';
      Node next = node.next[digit];
      if (next == null) {
        next = new Node();
        node.next[digit] = next;
      }
      node = next;
    }
    node.market = market;
  }

  /** The market's index; -1 for what is no number of one to fifteen digits, the plus aside. */
  int find(String number) {
    int start = number.startsWith("+") ? 1 : 0;
    int digits = number.length() - start;
    if (digits < 1 || digits > LONGEST_NUMBER) {
      return -1;
    }
    int market = root.market;
    Node node = root;
    for (int i = start; i < number.length(); i++) {
      int digit = number.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      node = node == null ? null : node.next[digit];
      if (node != null && node.market >= 0) {
        market = node.market;
      }
    }
    return market;
  }

  private static final class Node {
    private final @Nullable Node[] next = new Node[10];
    private int market = -1;
  }
}
