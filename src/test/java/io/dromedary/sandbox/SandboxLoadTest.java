package io.dromedary.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many at once: nothing is lost, nothing comes twice unasked. */
class SandboxLoadTest {

  private static final int MESSAGES = 1_000;

  @TempDir private java.nio.file.Path folder;

  @Test
  void everyMessageOfACrowdIsReportedExactlyThreeTimes() {
    try (SandboxWorld world = new SandboxWorld(s -> s.withStateFolder(folder))) {
      world.approved("templates/plain.json");
      List<String> wamids =
          IntStream.range(0, MESSAGES)
              .parallel()
              .mapToObj(
                  i ->
                      world
                          .sendTemplate(
                              String.format("+49151%08d", 10_000_000 + i),
                              "shop_closed",
                              "en",
                              "[]")
                          .wamid())
              .toList();
      assertThat(Set.copyOf(wamids)).hasSize(MESSAGES).doesNotContain("");
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> world.receiver.statuses().size() >= 3 * MESSAGES);
      Set<String> seen = new HashSet<>();
      world
          .receiver
          .statuses()
          .forEach(s -> seen.add(s.path("id").asText() + s.path("status").asText()));
      assertThat(seen).hasSize(3 * MESSAGES);
      await()
          .until(
              () -> world.control.get("/stats").json().path("pendingWebhookEvents").asInt() == 0);
      assertThat(world.receiver.statuses()).hasSize(3 * MESSAGES);
    }
  }
}
