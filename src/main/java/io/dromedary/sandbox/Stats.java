package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts of what went through, and how often each callback id was accepted: more than once means a
 * duplicate message on somebody's phone. Safe for concurrent use.
 */
final class Stats implements Journaled {

  private static final int LISTED_DUPLICATES = 100;

  final LongAdder inbound = new LongAdder();
  final LongAdder webhookRequests = new LongAdder();
  final LongAdder webhooksAcknowledged = new LongAdder();
  final LongAdder webhookFailures = new LongAdder();
  final LongAdder webhooksGivenUp = new LongAdder();
  final LongAdder webhooksUnheard = new LongAdder();

  private final LongAdder accepted = new LongAdder();
  private final Map<Integer, LongAdder> refused = new ConcurrentHashMap<>();
  private final Map<String, Integer> callbacks = new ConcurrentHashMap<>();

  void accepted(@Nullable String callbackData) {
    accepted.increment();
    if (callbackData != null) {
      callbacks.merge(callbackData, 1, Integer::sum);
    }
  }

  void refused(int code) {
    refused.computeIfAbsent(code, any -> new LongAdder()).increment();
  }

  void clear() {
    for (LongAdder adder :
        new LongAdder[] {
          inbound,
          webhookRequests,
          webhooksAcknowledged,
          webhookFailures,
          webhooksGivenUp,
          webhooksUnheard,
          accepted
        }) {
      adder.reset();
    }
    refused.clear();
    callbacks.clear();
  }

  ObjectNode toJson(int phones, int pendingEvents) {
    long withCallback = callbacks.values().stream().mapToLong(Integer::longValue).sum();
    ObjectNode json =
        Json.object()
            .put("accepted", accepted.sum())
            .put("acceptedWithCallbackData", withCallback)
            .put("uniqueCallbackData", callbacks.size())
            .put("duplicates", withCallback - callbacks.size())
            .put("inbound", inbound.sum())
            .put("phones", phones)
            .put("pendingWebhookEvents", pendingEvents)
            .put("webhookRequests", webhookRequests.sum())
            .put("webhookEventsAcknowledged", webhooksAcknowledged.sum())
            .put("webhookRequestsFailed", webhookFailures.sum())
            .put("webhookEventsGivenUp", webhooksGivenUp.sum())
            .put("webhookEventsWithoutReceiver", webhooksUnheard.sum());
    ObjectNode byCode = json.putObject("refusedByCode");
    new TreeMap<>(refused).forEach((code, times) -> byCode.put("" + code, times.sum()));
    ArrayNode twice = json.putArray("duplicateCallbackData");
    callbacks.entrySet().stream()
        .filter(entry -> entry.getValue() > 1)
        .limit(LISTED_DUPLICATES)
        .forEach(
            entry ->
                twice
                    .addObject()
                    .put("callbackData", entry.getKey())
                    .put("times", entry.getValue()));
    return json;
  }

  /** How often this callback id was accepted. */
  int times(String callbackData) {
    return callbacks.getOrDefault(callbackData, 0);
  }

  @Override
  public boolean replay(String kind, ObjectNode line) {
    switch (kind) {
      case "message" -> {
        // a message of a compacted journal is already in its counts
        if (line.path("counted").asBoolean()) {
          return true;
        }
        if (line.path("out").asBoolean()) {
          accepted(Json.text(line, "cb"));
        } else {
          inbound.increment();
        }
      }
      case "counts" -> {
        accepted.add(line.path("accepted").asLong());
        inbound.add(line.path("inbound").asLong());
      }
      case "callback" -> callbacks.put(line.path("cb").asText(), line.path("n").asInt());
      case "reset" -> clear();
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public void snapshot(Consumer<ObjectNode> out) {
    out.accept(
        Journal.line("counts").put("accepted", accepted.sum()).put("inbound", inbound.sum()));
    callbacks.forEach(
        (data, times) -> out.accept(Journal.line("callback").put("cb", data).put("n", times)));
  }
}
