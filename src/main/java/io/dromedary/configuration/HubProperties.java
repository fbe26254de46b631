package io.dromedary.configuration;

import io.dromedary.cost.Budget.WhenUnknown;
import io.dromedary.notification.State;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an installation may set.
 *
 * @param apiKey opens {@code /api}; {@code null}: only sandbox mode answers, and only on loopback
 * @param dataDir key file, embedded database and broker, dropped files
 * @param routesDir routes of the hub and of the connected systems
 * @param connectorsDir Kamelets with their mappings
 * @param templatesDir templates, bindings and event schemas
 * @param samples whether the sample systems play; in sandbox mode only
 * @param samplesPace between two acts of the sample systems' first round
 * @param masterKey base64 of the 32 bytes that personal data is sealed with; {@code null}: the key
 *     file in the data folder
 * @param defaultCountry ISO 3166 country of phone numbers without country code
 * @param zone IANA zone where neither recipient nor value has one
 * @param business the name of the business in consents that people give by writing
 * @param brokerPort of the embedded broker; 0: in-process only
 * @param allowList the trial mode: only these numbers, E.164, are written to; empty: everybody
 * @param quietHours hours of the night, {@code 22:00-07:00}, by lane; a lane that is not named has
 *     none
 * @param reach people whom the portfolio may write to outside open windows in 24 hours: its tier,
 *     250, 2000, 10000 or 100000; 0: not watched
 * @param keepRejections how long it is kept what was refused before it became a notification
 * @param keepWebhooks how long webhooks are kept that have been worked off
 * @param templates about templates at the platform
 * @param dispatch about sending
 * @param status about what others hear of
 * @param callbacks who is called back about which source's notifications, by name
 * @param prices about what the platform charges
 * @param budgets how much may be spent in a month, by name
 * @param sandbox about the Cloud API's stand-in
 * @param http about the HTTP face
 */
@ConfigurationProperties("dromedary")
public record HubProperties(
    @Nullable String apiKey,
    @DefaultValue("./data") Path dataDir,
    @DefaultValue("./routes") Path routesDir,
    @DefaultValue("./connectors") Path connectorsDir,
    @DefaultValue("./templates") Path templatesDir,
    @DefaultValue("true") boolean samples,
    @DefaultValue("1500ms") Duration samplesPace,
    @Nullable String masterKey,
    @DefaultValue("DE") String defaultCountry,
    @DefaultValue("Europe/Berlin") ZoneId zone,
    @DefaultValue("Dromedary") String business,
    @DefaultValue("61616") int brokerPort,
    @DefaultValue Set<String> allowList,
    @DefaultValue Map<String, String> quietHours,
    @DefaultValue("0") long reach,
    @DefaultValue("30d") Duration keepRejections,
    @DefaultValue("7d") Duration keepWebhooks,
    @DefaultValue Templates templates,
    @DefaultValue Dispatch dispatch,
    @DefaultValue Status status,
    @DefaultValue Map<String, Callback> callbacks,
    @DefaultValue Prices prices,
    @DefaultValue Map<String, Budget> budgets,
    @DefaultValue Sandbox sandbox,
    @DefaultValue Http http) {

  /** Who is called back, in the order of the names. */
  List<io.dromedary.feedback.Callback> calledBack() {
    return callbacks.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            entry -> {
              Callback one = entry.getValue();
              boolean http = one.url() != null && one.secret() != null;
              if (http == (one.queue() != null)) {
                throw new UnusableResource(
                    "dromedary.callbacks." + entry.getKey() + " says not one way to call back.",
                    "Set either url and secret, or queue.",
                    null);
              }
              return new io.dromedary.feedback.Callback(
                  entry.getKey(), one.source(), one.url(), one.secret(), one.queue());
            })
        .toList();
  }

  /**
   * @param submit whether missing templates are submitted; always so in sandbox mode
   * @param assumeApproved whether every template counts as approved: only for servers that keep no
   *     templates, such as a stub under load
   * @param refresh how often the account is asked for its templates
   */
  public record Templates(
      @DefaultValue("false") boolean submit,
      @DefaultValue("false") boolean assumeApproved,
      @DefaultValue("15m") Duration refresh) {}

  /**
   * @param perSecond how much the sending number's throughput allows; no second sees more
   * @param burst how many of them may be used at once after a pause, a quarter of which is kept for
   *     the urgent lane; 0: a twentieth, and never more than half. What may be used at once is
   *     missing from the steady rate
   * @param pairInterval one message to the same person in this time
   * @param pairBurst messages to the same person at once after a pause; urgent ones as many again
   * @param inFlight requests under way at once; so many may become unknown when the hub is killed
   * @param batch claimed in one transaction
   * @param lease how long a claim holds
   * @param total no request takes longer
   * @param patience how long an unknown one waits for a status
   * @param holdFor how long a held one waits before it is looked at again
   * @param attempts how often what was not taken is tried
   */
  public record Dispatch(
      @DefaultValue("80") int perSecond,
      @DefaultValue("0") int burst,
      @DefaultValue("6s") Duration pairInterval,
      @DefaultValue("5") int pairBurst,
      @DefaultValue("40") int inFlight,
      @DefaultValue("100") int batch,
      @DefaultValue("30s") Duration lease,
      @DefaultValue("15s") Duration total,
      @DefaultValue("60s") Duration patience,
      @DefaultValue("5s") Duration holdFor,
      @DefaultValue("8") int attempts) {

    /** Permits at once. */
    int atOnce() {
      return Math.max(1, burst > 0 ? Math.min(burst, perSecond / 2) : perSecond / 20);
    }

    /** Permits a second besides. */
    int steady() {
      return Math.max(1, perSecond - atOnce());
    }
  }

  /**
   * @param publish which changes of state go to the topic {@code dromedary.status}
   */
  public record Status(@DefaultValue("final") Publish publish) {

    /** What others hear of. */
    public enum Publish {
      FINAL,
      ALL,
      NONE
    }

    /** The states that others hear of. */
    Set<State> states() {
      return Arrays.stream(State.values())
          .filter(state -> publish == Publish.ALL || (publish == Publish.FINAL && state.isFinal()))
          .collect(Collectors.toSet());
    }
  }

  /**
   * A source that is told what became of its events. Exactly one of {@code url} and {@code queue}.
   *
   * @param source the source of its events, as CloudEvents name it
   * @param url where it is told by HTTP
   * @param secret signs what is told by HTTP
   * @param queue where it is told by JMS
   */
  public record Callback(
      String source, @Nullable URI url, @Nullable String secret, @Nullable String queue) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "Callback[source=" + source + ", url=" + url + ", queue=" + queue + "]";
    }
  }

  /**
   * @param dir of price files that are used instead of the delivered ones; {@code null}: those
   * @param currency that Meta charges the account in, ISO 4217
   * @param zone the account's IANA time zone, where prices change and months begin; {@code null}:
   *     the hub's
   * @param authenticationInternational markets for which Meta has announced that price
   */
  public record Prices(
      @Nullable Path dir,
      @DefaultValue("EUR") String currency,
      @Nullable ZoneId zone,
      @DefaultValue List<String> authenticationInternational) {}

  /**
   * @param limit of a month; {@code null} is refused at the start
   * @param currency that of the prices, written again because a limit without one misleads; {@code
   *     null} is refused at the start
   * @param sources that it covers; empty: all
   * @param topics that it covers; empty: all
   * @param whenUnknown what becomes of a message whose price nobody knows
   */
  public record Budget(
      @Nullable BigDecimal limit,
      @Nullable String currency,
      @DefaultValue List<String> sources,
      @DefaultValue List<String> topics,
      @DefaultValue("allow") WhenUnknown whenUnknown) {}

  /**
   * @param enabled whether it runs inside the hub; in sandbox mode without a base URL only
   * @param port of its HTTP server and of the phone page; 0: any free one
   * @param bindAddress to listen on; its control interface has no password, so keep it local
   * @param instantly whether it answers, approves and reports at once, as tests and benchmarks want
   */
  public record Sandbox(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("8090") int port,
      @DefaultValue("127.0.0.1") String bindAddress,
      @DefaultValue("false") boolean instantly) {}

  /**
   * @param maxBody largest request body; Meta's webhooks have up to 3 MB
   */
  public record Http(@DefaultValue("5MB") DataSize maxBody) {}

  /** Without the secrets. */
  @Override
  public String toString() {
    return "HubProperties[" + dataDir + "]";
  }
}
