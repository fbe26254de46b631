package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** The behaviour as JSON for the control API: durations in milliseconds, ranges as "200-800". */
final class BehaviourJson {

  private BehaviourJson() {}

  static ObjectNode write(SandboxBehaviour b) {
    return Json.object()
        .put("review", "" + b.review())
        .put("answer", "" + b.answer())
        .put("sent", "" + b.sent())
        .put("delivered", "" + b.delivered())
        .put("read", "" + b.read())
        .put("repeatProbability", b.repeatProbability())
        .put("disorderProbability", b.disorderProbability())
        .put("readProbability", b.readProbability())
        .put("closedWindow", b.closedWindow().name())
        .put("throughputPerSecond", b.throughputPerSecond())
        .put("pairBurst", b.pairBurst())
        .put("pairInterval", b.pairInterval().toMillis())
        .put("templateCreationsPerHour", b.templateCreationsPerHour())
        .put("specialNumbers", b.specialNumbers())
        .put("webhookBatch", b.webhookBatch())
        .put("webhookGather", b.webhookGather().toMillis())
        .put("webhookRetry", b.webhookRetry().toMillis())
        .put("webhookRetryMax", b.webhookRetryMax().toMillis());
  }

  /**
   * Changes the members that are given.
   *
   * @throws IllegalArgumentException when one is unknown or has a wrong value
   */
  static SandboxBehaviour change(SandboxBehaviour from, ObjectNode changes) {
    BehaviourBuilder builder = new BehaviourBuilder(from);
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      set(builder, change.getKey(), change.getValue());
    }
    return builder.build();
  }

  private static void set(BehaviourBuilder builder, String name, JsonNode value) {
    switch (name) {
      case "review" -> builder.review(DelayRange.parse(value.asText()));
      case "answer" -> builder.answer(DelayRange.parse(value.asText()));
      case "sent" -> builder.sent(DelayRange.parse(value.asText()));
      case "delivered" -> builder.delivered(DelayRange.parse(value.asText()));
      case "read" -> builder.read(DelayRange.parse(value.asText()));
      case "repeatProbability" -> builder.repeatProbability(value.asDouble(-1));
      case "disorderProbability" -> builder.disorderProbability(value.asDouble(-1));
      case "readProbability" -> builder.readProbability(value.asDouble(-1));
      case "closedWindow" ->
          builder.closedWindow(
              SandboxBehaviour.ClosedWindow.valueOf(value.asText().toUpperCase(Locale.ROOT)));
      case "throughputPerSecond" -> builder.throughputPerSecond(value.asInt(-1));
      case "pairBurst" -> builder.pairBurst(value.asInt(-1));
      case "pairInterval" -> builder.pairInterval(Duration.ofMillis(value.asLong()));
      case "templateCreationsPerHour" -> builder.templateCreationsPerHour(value.asInt(-1));
      case "specialNumbers" -> builder.specialNumbers(value.asBoolean());
      case "webhookBatch" -> builder.webhookBatch(value.asInt());
      case "webhookGather" -> builder.webhookGather(Duration.ofMillis(value.asLong()));
      case "webhookRetry" -> builder.webhookRetry(Duration.ofMillis(value.asLong()));
      case "webhookRetryMax" -> builder.webhookRetryMax(Duration.ofMillis(value.asLong()));
      default -> throw new IllegalArgumentException("The behaviour has no member '" + name + "'");
    }
  }
}
