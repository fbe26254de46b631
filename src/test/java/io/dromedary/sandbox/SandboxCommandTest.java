package io.dromedary.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command line of a sandbox that runs alone. */
class SandboxCommandTest {

  @Test
  void theOptionsBecomeSettings() {
    SandboxCommand command = new SandboxCommand();
    new CommandLine(command)
        .parseArgs(
            "--port",
            "0",
            "--webhook-url",
            "http://127.0.0.1:8080/webhooks/whatsapp",
            "--access-token",
            "a-token",
            "--app-secret",
            "a-secret",
            "--immediate",
            "--delivered-delay",
            "200-800",
            "--repeat",
            "0.25");
    SandboxSettings settings = command.settings();
    assertThat(settings.port()).isZero();
    assertThat(settings.webhookUri())
        .isEqualTo(URI.create("http://127.0.0.1:8080/webhooks/whatsapp"));
    assertThat(settings.account().accessToken()).isEqualTo("a-token");
    assertThat(settings.account().appSecret()).isEqualTo("a-secret");
    assertThat(settings.account().toString()).doesNotContain("a-token", "a-secret");
    assertThat(settings.behaviour().delivered()).isEqualTo(DelayRange.ofMillis(200, 800));
    assertThat(settings.behaviour().sent().max()).isEqualTo(Duration.ZERO);
    assertThat(settings.behaviour().repeatProbability()).isEqualTo(0.25);
  }

  @Test
  void aBusyPortEndsTheCommandWithOneClearLine() {
    StringWriter err = new StringWriter();
    try (Sandbox first = Sandbox.start(SandboxSettings.defaults().withPort(0))) {
      int exit =
          new CommandLine(new SandboxCommand())
              .setErr(new PrintWriter(err))
              .execute("--port", "" + first.port());
      assertThat(exit).isEqualTo(1);
      assertThat(err.toString()).contains("port " + first.port()).contains("--port");
    }
  }
}
