package io.dromedary.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What survives the end of the process, and what hinders a start. */
class SandboxStateTest {

  private final HandClock clock = new HandClock("2026-11-21T08:00:00Z");
  @TempDir private Path folder;

  @Test
  void messagesAndTheirPendingStatusesSurviveARestart() {
    try (SandboxWorld world = world()) {
      world.approved("templates/plain.json");
      world.behave("{\"sent\":\"60000\"}");
      world.userWrites("Hello");
      String wamid = world.sendTemplate("shop_closed", "[]").wamid();
      await().until(() -> world.receiver.inbound().size() == 1);
      world.restart();
      assertThat(world.conversation().path("messages")).hasSize(2);
      assertThat(world.conversation().path("name").asText()).isEqualTo("Ada");
      assertThat(world.conversation().path("windowOpen").asBoolean()).isTrue();
      assertThat(world.receiver.statusesOf(wamid)).isEmpty();
      clock.advance(Duration.ofMinutes(1));
      await()
          .untilAsserted(
              () ->
                  assertThat(world.receiver.statusesOf(wamid))
                      .containsExactly("sent", "delivered", "read"));
      assertThat(world.receiver.inbound()).hasSize(1);
      assertThat(world.control.get("/stats").json().path("accepted").asInt()).isEqualTo(1);
      world.restart();
      assertThat(world.control.get("/stats").json().path("accepted").asInt()).isEqualTo(1);
      assertThat(world.control.get("/stats").json().path("pendingWebhookEvents").asInt()).isZero();
      assertThat(world.sendTemplate("shop_closed", "[]").http()).isEqualTo(200);
    }
  }

  @Test
  void nothingThatWasAnsweredIsLostWhenTheProcessIsKilled() throws IOException {
    Path killed = folder.resolve("killed");
    try (SandboxWorld world = world()) {
      world.approved("templates/plain.json");
      world.behave("{\"sent\":\"60000\"}");
      String wamid = world.sendTemplate("shop_closed", "[]").wamid();
      // what a killed process leaves behind: the file as it is now, with half a line at its end
      Files.createDirectories(killed);
      Path journal = killed.resolve("journal.jsonl");
      Files.copy(folder.resolve("state/journal.jsonl"), journal);
      Files.writeString(journal, "{\"k\":\"message\",\"id\":\"wam", StandardOpenOption.APPEND);
      try (SandboxWorld next = new SandboxWorld(s -> s.withClock(clock).withStateFolder(killed))) {
        clock.advance(Duration.ofMinutes(1));
        await()
            .until(
                () -> next.receiver.statusesOf(wamid).equals(List.of("sent", "delivered", "read")));
      }
    }
  }

  @Test
  void aPendingReviewGoesOnAfterARestart() {
    try (SandboxWorld world = world()) {
      world.behave("{\"review\":\"60000\"}");
      String id =
          world.createTemplate(Requests.fixture("templates/plain.json")).json().path("id").asText();
      world.restart();
      clock.advance(Duration.ofMinutes(1));
      await().until(() -> world.template(id).path("status").asText().equals("APPROVED"));
    }
  }

  @Test
  void aResetIsRememberedToo() {
    try (SandboxWorld world = world()) {
      world.userWrites("Hello");
      world.control.post("/reset", "{}");
      world.restart();
      assertThat(world.control.get("/phones").json().path("phones")).isEmpty();
      assertThat(world.control.get("/stats").json().path("inbound").asInt()).isZero();
    }
  }

  @Test
  void olderMessagesAreForgottenWhenTheyAreFinished() {
    try (SandboxWorld world = new SandboxWorld(s -> s.withClock(clock).withRetainedMessages(3))) {
      world.userWrites("Hello");
      for (int i = 0; i < 6; i++) {
        String wamid = world.sendText("Number " + i).wamid();
        await().until(() -> world.receiver.statusesOf(wamid).size() == 3);
        await()
            .until(
                () -> world.control.get("/stats").json().path("pendingWebhookEvents").asInt() == 0);
      }
      assertThat(world.conversation().path("messages")).hasSize(3);
      assertThat(world.control.get("/stats").json().path("accepted").asInt()).isEqualTo(6);
    }
  }

  @Test
  void aBrokenLineInTheMiddleRefusesTheStart() throws IOException {
    Files.writeString(folder.resolve("journal.jsonl"), "{\"k\":\"reset\"}\nnonsense\n{}\n");
    assertThatThrownBy(() -> Sandbox.start(settings().withStateFolder(folder)))
        .isInstanceOf(SandboxStartException.class)
        .hasMessageContaining("Line 2")
        .hasMessageContaining("journal.jsonl");
  }

  @Test
  void aStateFolderBelongsToOneSandbox() {
    SandboxSettings settings = settings().withStateFolder(folder);
    try (Sandbox first = Sandbox.start(settings)) {
      assertThat(first.port()).isPositive();
      assertThatThrownBy(() -> Sandbox.start(settings))
          .isInstanceOf(SandboxStartException.class)
          .hasMessageContaining("in use by another sandbox")
          .hasMessageContaining(folder.toString());
    }
  }

  @Test
  void aBusyPortIsNamedWithTheSettingToChange() {
    try (Sandbox first = Sandbox.start(settings())) {
      assertThatThrownBy(() -> Sandbox.start(settings().withPort(first.port())))
          .isInstanceOf(SandboxStartException.class)
          .hasMessageContaining("port " + first.port())
          .hasMessageContaining("--port");
    }
  }

  private static SandboxSettings settings() {
    return SandboxSettings.defaults().withPort(0);
  }

  private SandboxWorld world() {
    return new SandboxWorld(s -> s.withClock(clock).withStateFolder(folder.resolve("state")));
  }
}
