package io.dromedary.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A hub is killed in the middle of its work, and every event it was given is accounted for. */
class CrashIT {

  private static final int EVENTS = 1000;
  private static final int BATCH = 25;

  @Test
  void everyAcknowledgedEventIsAccountedForAfterKillMinusNine() {
    int sandboxPort = JarProcess.freePort();
    Set<String> acknowledged = new HashSet<>();
    java.nio.file.Path folder;
    try (JarProcess hub = hub(sandboxPort).start().awaitReady()) {
      folder = hub.directory();
      for (int person = 0; person < 20; person++) {
        consent(hub, person);
      }
      for (int from = 0; from < EVENTS / 2; from += BATCH) {
        acknowledged.addAll(post(hub, from));
      }
      // whatever is queued, being sent or being reported at this instant
      hub.kill9();
    }
    assertThat(acknowledged).hasSize(EVENTS / 2);

    try (JarProcess hub = hub(sandboxPort).directory(folder).start().awaitReady()) {
      // a source repeats what it is not sure of, and goes on
      for (int from = EVENTS / 2 - 4 * BATCH; from < EVENTS; from += BATCH) {
        acknowledged.addAll(post(hub, from));
      }
      assertThat(acknowledged).hasSize(EVENTS);

      Awaitility.await("an outcome for every event")
          .atMost(JarProcess.PATIENCE)
          .untilAsserted(
              () -> {
                Map<String, Integer> states = states(hub);
                int settled =
                    states.getOrDefault("DELIVERED", 0)
                        + states.getOrDefault("READ", 0)
                        // a request that may have left: held for a person, never sent blindly
                        + states.getOrDefault("UNKNOWN held", 0);
                assertThat(settled).as(states.toString()).isEqualTo(EVENTS);
              });
      JsonNode stats = hub.json("http://127.0.0.1:" + sandboxPort + "/_sandbox/stats");
      assertThat(stats.path("duplicates").asInt(-1)).as(stats.toString()).isZero();
      Map<String, Integer> states = states(hub);
      assertThat(stats.path("uniqueCallbackData").asInt(-1))
          .as(stats + " " + states)
          .isEqualTo(EVENTS - states.getOrDefault("UNKNOWN held", 0));
      System.out.println("after the kill: " + states + ", the platform saw " + stats);
    }
  }

  private static JarProcess.Builder hub(int sandboxPort) {
    return JarProcess.hub()
        .args(
            "--dromedary.samples=false",
            "--dromedary.sandbox.port=" + sandboxPort,
            "--dromedary.sandbox.instantly=true",
            "--dromedary.dispatch.per-second=1000",
            "--dromedary.dispatch.pair-interval=1ms",
            "--dromedary.dispatch.lease=6s",
            "--dromedary.dispatch.total=5s",
            "--dromedary.dispatch.patience=6s");
  }

  private static String phone(int person) {
    return "+491511234%04d".formatted(5000 + person);
  }

  private static void consent(JarProcess hub, int person) {
    HttpResponse<String> answer =
        hub.send(
            "PUT",
            "/api/consents",
            """
            {"person":{"phone":"%s"},"topics":["orders"],"state":"granted","channel":"test",
             "wording":"I agree","wordingVersion":"1","business":"Test","evidence":"form"}
            """
                .formatted(phone(person)),
            "Content-Type",
            "application/json");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Posts a batch; the ids that were acknowledged. */
  private static List<String> post(JarProcess hub, int from) {
    StringBuilder batch = new StringBuilder("[");
    for (int i = from; i < from + BATCH; i++) {
      batch.append(i == from ? "" : ",");
      batch.append(
          """
          {"specversion":"1.0","id":"e-%d","source":"/crash","type":"order.confirmed",
           "data":{"orderId":"%d","total":{"amount":"1.00","currency":"EUR"},
                   "recipient":{"phone":"%s","locale":"en"}}}
          """
              .formatted(i, i, phone(i % 20)));
    }
    HttpResponse<String> answer =
        hub.send(
            "POST",
            "/api/events",
            batch.append("]").toString(),
            "Content-Type",
            "application/cloudevents-batch+json");
    List<String> ids = new ArrayList<>();
    for (JsonNode one : RunningHub.json(answer)) {
      if (one.path("status").asInt() == 202 || one.path("status").asInt() == 200) {
        ids.add(one.path("event").path("id").asText());
      }
    }
    return ids;
  }

  /** How many notifications are in which state; {@code UNKNOWN} with its reason. */
  private static Map<String, Integer> states(JarProcess hub) {
    Map<String, Integer> states = new TreeMap<>();
    String cursor = "";
    while (cursor != null) {
      JsonNode page = hub.json("/api/notifications" + cursor);
      for (JsonNode one : page.path("notifications")) {
        String state = one.path("state").asText();
        states.merge(
            state.equals("UNKNOWN") ? state + " " + one.path("reason").asText() : state,
            1,
            Integer::sum);
      }
      String next = page.path("cursor").textValue();
      cursor = next == null ? null : "?cursor=" + next;
    }
    return states;
  }
}
