package io.dromedary.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Sandbox} is started with. Immutable; take {@link #defaults()} and change what
 * differs.
 *
 * @param port TCP port; 0 takes any free one
 * @param bindAddress address to listen on; the control API has no password, so keep it local
 * @param account ids and secrets of the business that is played
 * @param webhookUri where webhooks go; {@code null} for nowhere (they are counted and dropped)
 * @param behaviour delays, misbehaviour and limits at start
 * @param stateFolder folder whose journal lets messages and pending webhooks survive a restart;
 *     {@code null} keeps everything in memory
 * @param retainedMessages newest messages kept for the phone page; older ones go when finished
 * @param seed start of the random numbers, so that a run can be repeated
 * @param clock decides windows, timestamps and due times
 */
public record SandboxSettings(
    int port,
    String bindAddress,
    SandboxAccount account,
    @Nullable URI webhookUri,
    SandboxBehaviour behaviour,
    @Nullable Path stateFolder,
    int retainedMessages,
    long seed,
    Clock clock) {

  /** Port that the sandbox listens on unless told otherwise. */
  public static final int DEFAULT_PORT = 8090;

  public SandboxSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, but was " + port);
    }
    if (retainedMessages < 1) {
      throw new IllegalArgumentException("retainedMessages must be positive");
    }
  }

  /** Port 8090 on this machine, the example account, no webhook, nothing kept on disk. */
  public static SandboxSettings defaults() {
    return new SandboxSettings(
        DEFAULT_PORT,
        "127.0.0.1",
        SandboxAccount.example(),
        null,
        SandboxBehaviour.defaults(),
        null,
        20_000,
        20_260_101L,
        Clock.systemUTC());
  }

  public SandboxSettings withPort(int newPort) {
    return with(next -> next.port = newPort);
  }

  public SandboxSettings withBindAddress(String newAddress) {
    return with(next -> next.bindAddress = newAddress);
  }

  public SandboxSettings withAccount(SandboxAccount newAccount) {
    return with(next -> next.account = newAccount);
  }

  public SandboxSettings withWebhookUri(@Nullable URI newUri) {
    return with(next -> next.webhookUri = newUri);
  }

  public SandboxSettings withBehaviour(SandboxBehaviour newBehaviour) {
    return with(next -> next.behaviour = newBehaviour);
  }

  /** Changes some members of the behaviour; see {@link BehaviourBuilder}. */
  public SandboxSettings behaving(UnaryOperator<BehaviourBuilder> change) {
    return withBehaviour(change.apply(new BehaviourBuilder(behaviour)).build());
  }

  public SandboxSettings withStateFolder(@Nullable Path newFolder) {
    return with(next -> next.stateFolder = newFolder);
  }

  public SandboxSettings withRetainedMessages(int newCount) {
    return with(next -> next.retainedMessages = newCount);
  }

  public SandboxSettings withSeed(long newSeed) {
    return with(next -> next.seed = newSeed);
  }

  public SandboxSettings withClock(Clock newClock) {
    return with(next -> next.clock = newClock);
  }

  private SandboxSettings with(Consumer<Draft> change) {
    Draft next = new Draft(this);
    change.accept(next);
    return next.finished();
  }

  /** The members on their way into another one. */
  private static final class Draft {
    private int port;
    private String bindAddress;
    private SandboxAccount account;
    private @Nullable URI webhookUri;
    private SandboxBehaviour behaviour;
    private @Nullable Path stateFolder;
    private int retainedMessages;
    private long seed;
    private Clock clock;

    Draft(SandboxSettings from) {
      port = from.port;
      bindAddress = from.bindAddress;
      account = from.account;
      webhookUri = from.webhookUri;
      behaviour = from.behaviour;
      stateFolder = from.stateFolder;
      retainedMessages = from.retainedMessages;
      seed = from.seed;
      clock = from.clock;
    }

    SandboxSettings finished() {
      return new SandboxSettings(
          port,
          bindAddress,
          account,
          webhookUri,
          behaviour,
          stateFolder,
          retainedMessages,
          seed,
          clock);
    }
  }
}
