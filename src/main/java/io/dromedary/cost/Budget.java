package io.dromedary.cost;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much some routes may spend in a month.
 *
 * @param name an operator's word for it
 * @param limit of reserved and spent money together
 * @param sources CloudEvents sources that it covers; empty: all
 * @param topics that it covers; empty: all
 * @param whenUnknown what becomes of a message whose price nobody knows
 */
public record Budget(
    String name, Money limit, Set<String> sources, Set<String> topics, WhenUnknown whenUnknown) {

  public Budget {
    sources = Set.copyOf(sources);
    topics = Set.copyOf(topics);
  }

  /** What a budget does with a price that is not known. */
  public enum WhenUnknown {
    /** Lets it pass while anything is left, books no amount and counts it as unpriced. */
    ALLOW,
    /** Refuses it. */
    REFUSE;

    /** Lower case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether a message of this source and topic is paid from here. */
  public boolean covers(String source, @Nullable String topic) {
    return (sources.isEmpty() || sources.contains(source))
        && (topics.isEmpty() || (topic != null && topics.contains(topic)));
  }
}
