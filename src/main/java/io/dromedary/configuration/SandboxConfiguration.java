package io.dromedary.configuration;

import io.dromedary.sandbox.BehaviourBuilder;
import io.dromedary.sandbox.DelayRange;
import io.dromedary.sandbox.Sandbox;
import io.dromedary.sandbox.SandboxAccount;
import io.dromedary.sandbox.SandboxBehaviour;
import io.dromedary.sandbox.SandboxSettings;
import java.net.URI;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The Cloud API: outside, or its stand-in in this process. */
@Configuration(proxyBeanMethods = false)
class SandboxConfiguration {

  /** The sandbox, where there is no other Cloud API. */
  @Bean(destroyMethod = "close")
  EmbeddedSandbox embeddedSandbox(
      Mode mode, HubProperties hub, @Value("${server.port:8080}") int port) {
    if (mode.live() || mode.baseUrl() != null || !hub.sandbox().enabled()) {
      return new EmbeddedSandbox(Optional.empty());
    }
    // what an earlier run left to report must find its way before the hub is up: it is tried again
    URI webhooks = port == 0 ? null : webhooks(String.valueOf(port));
    SandboxSettings settings =
        SandboxSettings.defaults()
            .withPort(hub.sandbox().port())
            .withBindAddress(hub.sandbox().bindAddress())
            .withAccount(
                new SandboxAccount(
                    mode.phoneNumberId(),
                    SandboxAccount.example().displayPhoneNumber(),
                    mode.businessAccountId(),
                    hub.business(),
                    mode.accessToken(),
                    mode.appSecrets().get(0),
                    mode.verifyToken()))
            .withWebhookUri(webhooks)
            .withBehaviour(behaviour(hub.sandbox().instantly()))
            .withStateFolder(hub.dataDir().toAbsolutePath().normalize().resolve("sandbox"));
    return new EmbeddedSandbox(Optional.of(Sandbox.start(settings)));
  }

  /** Where a hub on this port takes webhooks. */
  static URI webhooks(String port) {
    return URI.create("http://127.0.0.1:" + port + "/webhooks/whatsapp");
  }

  private static SandboxBehaviour behaviour(boolean instantly) {
    BehaviourBuilder behaviour =
        new BehaviourBuilder(SandboxBehaviour.defaults())
            .review(DelayRange.NONE)
            .templateCreationsPerHour(5000);
    if (instantly) {
      behaviour
          .answer(DelayRange.NONE)
          .sent(DelayRange.NONE)
          .delivered(DelayRange.NONE)
          .read(DelayRange.NONE)
          .throughputPerSecond(1_000);
    }
    return behaviour.build();
  }

  @Bean
  CloudApi cloudApi(Mode mode, EmbeddedSandbox embedded) {
    String baseUrl = mode.baseUrl();
    if (baseUrl != null) {
      return new CloudApi(baseUrl);
    }
    return new CloudApi(
        embedded
            .sandbox()
            .map(Sandbox::baseUrl)
            .orElseThrow(
                () ->
                    new UnusableResource(
                        "There is no Cloud API: the sandbox is switched off, and no"
                            + " WHATSAPP_BASE_URL is set",
                        "Set WHATSAPP_BASE_URL, or leave dromedary.sandbox.enabled on.",
                        new IllegalStateException("no Cloud API"))));
  }

  /** The sandbox, if it runs in this process. */
  record EmbeddedSandbox(Optional<Sandbox> sandbox) implements AutoCloseable {

    /** Sends webhooks to the hub, now that its port is known. */
    void deliverTo(URI hub) {
      sandbox.ifPresent(running -> running.deliverTo(hub));
    }

    @Override
    public void close() {
      sandbox.ifPresent(Sandbox::close);
    }
  }
}
