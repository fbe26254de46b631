package io.dromedary.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
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
    return new SandboxSettings(
        newPort,
        bindAddress,
        account,
        webhookUri,
        behaviour,
        stateFolder,
        retainedMessages,
        seed,
        clock);
  }

  public SandboxSettings withBindAddress(String newAddress) {
    return new SandboxSettings(
        port,
        newAddress,
        account,
        webhookUri,
        behaviour,
        stateFolder,
        retainedMessages,
        seed,
        clock);
  }

  public SandboxSettings withAccount(SandboxAccount newAccount) {
    return new SandboxSettings(
        port,
        bindAddress,
        newAccount,
        webhookUri,
        behaviour,
        stateFolder,
        retainedMessages,
        seed,
        clock);
  }

  public SandboxSettings withWebhookUri(@Nullable URI newUri) {
    return new SandboxSettings(
        port, bindAddress, account, newUri, behaviour, stateFolder, retainedMessages, seed, clock);
  }

  public SandboxSettings withBehaviour(SandboxBehaviour newBehaviour) {
    return new SandboxSettings(
        port,
        bindAddress,
        account,
        webhookUri,
        newBehaviour,
        stateFolder,
        retainedMessages,
        seed,
        clock);
  }

  /** Changes some members of the behaviour; see {@link BehaviourBuilder}. */
  public SandboxSettings behaving(UnaryOperator<BehaviourBuilder> change) {
    return withBehaviour(change.apply(new BehaviourBuilder(behaviour)).build());
  }

  public SandboxSettings withStateFolder(@Nullable Path newFolder) {
    return new SandboxSettings(
        port,
        bindAddress,
        account,
        webhookUri,
        behaviour,
        newFolder,
        retainedMessages,
        seed,
        clock);
  }

  public SandboxSettings withRetainedMessages(int newCount) {
    return new SandboxSettings(
        port, bindAddress, account, webhookUri, behaviour, stateFolder, newCount, seed, clock);
  }

  public SandboxSettings withSeed(long newSeed) {
    return new SandboxSettings(
        port,
        bindAddress,
        account,
        webhookUri,
        behaviour,
        stateFolder,
        retainedMessages,
        newSeed,
        clock);
  }

  public SandboxSettings withClock(Clock newClock) {
    return new SandboxSettings(
        port,
        bindAddress,
        account,
        webhookUri,
        behaviour,
        stateFolder,
        retainedMessages,
        seed,
        newClock);
  }
}
