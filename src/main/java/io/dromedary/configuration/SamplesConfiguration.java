package io.dromedary.configuration;

import io.dromedary.samples.SampleSettings;
import io.dromedary.samples.SampleSystems;
import jakarta.jms.ConnectionFactory;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The sample systems, which play in sandbox mode only. */
@Configuration(proxyBeanMethods = false)
class SamplesConfiguration {

  @Bean(destroyMethod = "close")
  Samples samples(
      Mode mode, HubProperties hub, ConnectionFactory broker, DataSource database, Clock clock) {
    if (mode.live() || !hub.samples()) {
      return new Samples(Optional.empty(), "", new CompletableFuture<>());
    }
    CompletableFuture<String> address = new CompletableFuture<>();
    byte[] random = new byte[24];
    new java.security.SecureRandom().nextBytes(random);
    String secret = HexFormat.of().formatHex(random);
    SampleSystems systems =
        new SampleSystems(
            new SampleSettings(
                () -> address.getNow(""),
                hub.apiKey(),
                broker,
                database,
                hub.dataDir().toAbsolutePath().normalize(),
                secret,
                hub.business(),
                clock,
                hub.samplesPace(),
                SampleSettings.LOOP_PACE,
                true));
    return new Samples(Optional.of(systems), secret, address);
  }

  /** The sample systems, if they play. */
  record Samples(
      Optional<SampleSystems> systems, String billingSecret, CompletableFuture<String> hubAddress)
      implements AutoCloseable {

    /** Settings of the source routes that lead to the sample systems; their tables exist after. */
    Map<String, String> placeholders() {
      Map<String, String> values = new HashMap<>();
      systems.ifPresent(
          running -> {
            running.prepareTables();
            values.put("dromedary.sources.traffic.url", running.feedUrl());
            values.put("dromedary.sources.traffic.period", "5000");
            values.put("dromedary.sources.billing.signing-secret", billingSecret);
          });
      return values;
    }

    /** Begins to play against the hub at this address. */
    void start(String address) {
      hubAddress.complete(address);
      systems.ifPresent(SampleSystems::start);
    }

    @Override
    public void close() {
      systems.ifPresent(SampleSystems::close);
    }
  }
}
