package io.dromedary.cost;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Which of a batch may be sent.
 *
 * @param reserved their money is set aside, or was before
 * @param refused with the budget that is exhausted for them; nothing is set aside
 */
public record Reservations(Set<UUID> reserved, Map<UUID, Budget> refused) {

  public Reservations {
    reserved = Set.copyOf(reserved);
    refused = Map.copyOf(refused);
  }
}
