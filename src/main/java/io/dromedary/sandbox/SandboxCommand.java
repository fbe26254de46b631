package io.dromedary.sandbox;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a sandbox alone until the process is told to end. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs a stand-in for Meta's WhatsApp Cloud API, with the users' phones on a web page.")
public final class SandboxCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--port",
      description = "Port to listen on; 0 takes any free one (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + SandboxSettings.DEFAULT_PORT)
  private int port;

  @Option(
      names = "--bind",
      description = "Address to listen on; the control API has no password (${DEFAULT-VALUE}).",
      defaultValue = "127.0.0.1")
  private String bind = "127.0.0.1";

  @Option(names = "--webhook-url", description = "Where webhooks go (default: nowhere).")
  private @Nullable URI webhookUrl;

  @Option(names = "--phone-number-id", description = "Id of the business number in URLs.")
  private @Nullable String phoneNumberId;

  @Option(names = "--display-phone-number", description = "The business number, digits only.")
  private @Nullable String displayPhoneNumber;

  @Option(names = "--waba-id", description = "Id of the WhatsApp Business account.")
  private @Nullable String wabaId;

  @Option(names = "--business-name", description = "Name above the conversation.")
  private @Nullable String businessName;

  @Option(
      names = "--access-token",
      description = "Bearer token that callers need; better in SANDBOX_ACCESS_TOKEN.",
      defaultValue = "${env:SANDBOX_ACCESS_TOKEN}")
  private @Nullable String accessToken;

  @Option(
      names = "--app-secret",
      description = "Key of the webhook signature; better in SANDBOX_APP_SECRET.",
      defaultValue = "${env:SANDBOX_APP_SECRET}")
  private @Nullable String appSecret;

  @Option(names = "--state", description = "Folder in which messages survive a restart.")
  private @Nullable Path state;

  @Option(
      names = "--immediate",
      description = "No delays, no message limits, no special numbers: for load tests.")
  private boolean immediate;

  @Option(names = "--answer-delay", description = "Milliseconds, such as 20-80.")
  private @Nullable String answer;

  @Option(names = "--sent-delay", description = "Milliseconds, such as 100-400.")
  private @Nullable String sent;

  @Option(names = "--delivered-delay", description = "Milliseconds after sent.")
  private @Nullable String delivered;

  @Option(names = "--read-delay", description = "Milliseconds after delivered.")
  private @Nullable String read;

  @Option(names = "--review-delay", description = "Milliseconds until a template is decided.")
  private @Nullable String review;

  @Option(names = "--repeat", description = "Share of webhooks that come twice, 0 to 1.")
  private @Nullable Double repeat;

  @Option(names = "--disorder", description = "Share of messages delivered before sent, 0 to 1.")
  private @Nullable Double disorder;

  @Option(names = "--read-share", description = "Share of messages that are read, 0 to 1.")
  private @Nullable Double readShare;

  @Option(names = "--throughput", description = "Messages per second; 0 for no limit.")
  private @Nullable Integer throughput;

  @Option(names = "--seed", description = "Start of the random numbers.")
  private @Nullable Long seed;

  /** Entry point for running the sandbox as a process of its own. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new SandboxCommand()).execute(args));
  }

  /** Starts, prints the addresses, and returns when the process is told to end. */
  @Override
  public Integer call() throws InterruptedException {
    CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
    PrintWriter out = line.getOut();
    Sandbox sandbox;
    try {
      sandbox = Sandbox.start(settings());
    } catch (SandboxStartException | IllegalArgumentException e) {
      line.getErr().println(e.getMessage());
      line.getErr().flush();
      return 1;
    }
    CountDownLatch end = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              sandbox.close();
              end.countDown();
            },
            "sandbox-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    out.println("Cloud API:   " + sandbox.baseUrl());
    out.println("Phones:      " + sandbox.pageUrl());
    out.println("Webhooks to: " + (webhookUrl == null ? "nowhere (--webhook-url)" : webhookUrl));
    out.flush();
    end.await();
    return 0;
  }

  /** The settings that the options amount to. */
  SandboxSettings settings() {
    SandboxSettings settings =
        SandboxSettings.defaults()
            .withPort(port)
            .withBindAddress(bind)
            .withAccount(account())
            .withWebhookUri(webhookUrl)
            .withStateFolder(state);
    if (seed != null) {
      settings = settings.withSeed(seed);
    }
    if (immediate) {
      settings = settings.withBehaviour(SandboxBehaviour.immediate());
    }
    return settings.behaving(this::behaviour);
  }

  private SandboxAccount account() {
    SandboxAccount usual = SandboxAccount.example();
    return new SandboxAccount(
        or(phoneNumberId, usual.phoneNumberId()),
        or(displayPhoneNumber, usual.displayPhoneNumber()),
        or(wabaId, usual.wabaId()),
        or(businessName, usual.businessName()),
        or(accessToken, usual.accessToken()),
        or(appSecret, usual.appSecret()),
        usual.verifyToken());
  }

  private BehaviourBuilder behaviour(BehaviourBuilder builder) {
    if (answer != null) {
      builder.answer(DelayRange.parse(answer));
    }
    if (sent != null) {
      builder.sent(DelayRange.parse(sent));
    }
    if (delivered != null) {
      builder.delivered(DelayRange.parse(delivered));
    }
    if (read != null) {
      builder.read(DelayRange.parse(read));
    }
    if (review != null) {
      builder.review(DelayRange.parse(review));
    }
    if (repeat != null) {
      builder.repeatProbability(repeat);
    }
    if (disorder != null) {
      builder.disorderProbability(disorder);
    }
    if (readShare != null) {
      builder.readProbability(readShare);
    }
    if (throughput != null) {
      builder.throughputPerSecond(throughput);
    }
    return builder;
  }

  private static String or(@Nullable String given, String otherwise) {
    return given == null || given.isBlank() ? otherwise : given;
  }
}
