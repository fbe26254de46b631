package io.dromedary.drill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The comparison of three lists: what was given, what the Cloud API took, what the ledger says.
 *
 * @param states how many notifications ended in which state
 * @param lost events that were acknowledged and are told to nobody, or that the ledger calls sent
 *     and the Cloud API never took
 * @param repeatedOnHold messages taken twice although their binding forbids it
 * @param repeatedUnrecorded messages taken more often than the ledger has attempts
 * @param repeatedRecorded messages taken twice, each time as an attempt that the ledger has and the
 *     binding allows
 * @param strangers messages that the Cloud API took and the ledger does not know
 * @param unknown what nobody can say, held for a person
 * @param failed what ended in another state than was to be expected
 */
public record Reconciliation(
    Map<String, Integer> states,
    List<String> lost,
    List<String> repeatedOnHold,
    List<String> repeatedUnrecorded,
    List<String> repeatedRecorded,
    List<String> strangers,
    List<String> unknown,
    List<String> failed) {

  private static final Set<String> SENT = Set.of("SENT", "DELIVERED", "READ");
  private static final String UNKNOWN = "UNKNOWN";

  /**
   * Compares; each event was for one person who had agreed to it and whom nothing keeps from
   * getting it.
   *
   * @param taken how often the Cloud API took a message, by the notification's id
   */
  public static Reconciliation of(List<Given> given, Map<String, Integer> taken, List<Told> told) {
    Map<String, Integer> states = new TreeMap<>();
    List<String> lost = new ArrayList<>();
    List<String> onHold = new ArrayList<>();
    List<String> unrecorded = new ArrayList<>();
    List<String> recorded = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    Map<String, Integer> strangers = new HashMap<>(taken);
    Map<String, List<Told>> byEvent = new HashMap<>();
    told.forEach(one -> byEvent.computeIfAbsent(one.event(), e -> new ArrayList<>()).add(one));
    for (Given event : given) {
      List<Told> of = byEvent.getOrDefault(event.id(), List.of());
      if (of.size() != 1) {
        lost.add(event.id() + " has " + of.size() + " notifications");
      }
      for (Told one : of) {
        strangers.remove(one.id());
        states.merge(one.state(), 1, Integer::sum);
        int times = taken.getOrDefault(one.id(), 0);
        String text = one.id() + " of " + event.id() + ", " + one.state();
        if (SENT.contains(one.state()) && times == 0) {
          lost.add(text + ", was never taken");
        } else if (one.state().equals(UNKNOWN)) {
          unknown.add(text + (times == 0 ? ", not taken" : ", taken"));
        } else if (!SENT.contains(one.state())) {
          failed.add(text + " " + one.reason());
        }
        if (times > 1) {
          String repeat = text + ", taken " + times + " times in " + one.attempts() + " attempts";
          if (!event.repeatable()) {
            onHold.add(repeat);
          } else if (times > one.attempts()) {
            unrecorded.add(repeat);
          } else {
            recorded.add(repeat);
          }
        }
      }
    }
    return new Reconciliation(
        states,
        lost,
        onHold,
        unrecorded,
        recorded,
        List.copyOf(strangers.keySet()),
        unknown,
        failed);
  }

  /** Whether nothing was lost and nothing repeated without a decision. */
  public boolean holds() {
    return lost.isEmpty()
        && repeatedOnHold.isEmpty()
        && repeatedUnrecorded.isEmpty()
        && strangers.isEmpty()
        && failed.isEmpty();
  }
}
