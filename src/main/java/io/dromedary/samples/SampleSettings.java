package io.dromedary.samples;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What the sample systems know of the hub: where it is, and the systems that both reach.
 *
 * @param hubUrl base URL such as {@code http://localhost:8080}; asked for when the play begins,
 *     because the port may be chosen at the start
 * @param apiKey opens the hub's API; {@code null}: it answers without
 * @param broker of the ERP's and the airline's queues
 * @param database where the systems' tables are
 * @param dataDirectory the bank drops its files below it, in {@code inbox/bank}
 * @param billingSecret what the billing system signs its webhooks with
 * @param businessName whom the people allowed to write to them
 * @param clock what the documents' dates count from
 * @param pace between two acts of the first round
 * @param loopPace between two acts after the first round
 * @param loop whether the play goes on after the first round
 */
public record SampleSettings(
    Supplier<String> hubUrl,
    @Nullable String apiKey,
    ConnectionFactory broker,
    DataSource database,
    Path dataDirectory,
    String billingSecret,
    String businessName,
    Clock clock,
    Duration pace,
    Duration loopPace,
    boolean loop) {

  /** Lively enough to watch, slow enough to read. */
  public static final Duration PACE = Duration.ofMillis(1500);

  /** Keeps the phones alive without filling them. */
  public static final Duration LOOP_PACE = Duration.ofSeconds(20);

  /** Settings with the usual paces, playing until closed. */
  public static SampleSettings endless(
      Supplier<String> hubUrl,
      @Nullable String apiKey,
      ConnectionFactory broker,
      DataSource database,
      Path dataDirectory,
      String billingSecret,
      String businessName,
      Clock clock) {
    return new SampleSettings(
        hubUrl,
        apiKey,
        broker,
        database,
        dataDirectory,
        billingSecret,
        businessName,
        clock,
        PACE,
        LOOP_PACE,
        true);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "SampleSettings[pace %s, then %s]".formatted(pace, loop ? loopPace : "the end");
  }
}
