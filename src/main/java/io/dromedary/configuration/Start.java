package io.dromedary.configuration;

import io.dromedary.configuration.SandboxConfiguration.EmbeddedSandbox;
import io.dromedary.sandbox.Sandbox;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What happens once everything stands: the sandbox learns the hub's address, templates are read.
 */
@Component
final class Start {

  private static final Logger LOG = LoggerFactory.getLogger("io.dromedary.ready");

  private final EmbeddedSandbox sandbox;
  private final HubHealth health;
  private final Mode mode;
  private final CloudApi cloudApi;
  private final SamplesConfiguration.Samples samples;
  private final ScheduledExecutorService waiting =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "start");
            thread.setDaemon(true);
            return thread;
          });
  private boolean told;

  Start(
      EmbeddedSandbox sandbox,
      HubHealth health,
      Mode mode,
      CloudApi cloudApi,
      SamplesConfiguration.Samples samples) {
    this.sandbox = sandbox;
    this.health = health;
    this.mode = mode;
    this.cloudApi = cloudApi;
    this.samples = samples;
  }

  @EventListener
  void started(ApplicationReadyEvent event) {
    String port =
        String.valueOf(
            event.getApplicationContext().getEnvironment().getProperty("local.server.port"));
    sandbox.deliverTo(SandboxConfiguration.webhooks(port));
    Duration startup = event.getTimeTaken();
    waiting.scheduleWithFixedDelay(() -> tell(port, startup), 0, 100, TimeUnit.MILLISECONDS);
  }

  private void tell(String port, Duration startup) {
    if (told || !"UP".equals(health.health().getStatus().getCode())) {
      return;
    }
    told = true;
    LOG.info(
        "ready in {} mode after {} s: http://localhost:{} takes events, the Cloud API is {}{}",
        mode,
        String.format(java.util.Locale.ROOT, "%.1f", startup.toMillis() / 1000.0),
        port,
        cloudApi.baseUrl(),
        sandbox
            .sandbox()
            .map(Sandbox::pageUrl)
            .map(page -> ", the sandbox phone is at " + page)
            .orElse(""));
    waiting.shutdown();
    samples.start("http://127.0.0.1:" + port);
  }

  @EventListener
  void closing(ContextClosedEvent event) {
    waiting.shutdownNow();
  }
}
