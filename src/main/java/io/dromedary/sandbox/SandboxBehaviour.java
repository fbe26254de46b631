package io.dromedary.sandbox;

import java.time.Duration;

/**
 * How the stand-in behaves: its delays, its misbehaviour and its limits. Immutable; may be replaced
 * while the sandbox runs, and then holds for what is accepted afterwards.
 *
 * @param review how long the review of a template takes (Meta: minutes to 24 hours)
 * @param answer how long the answer to a send is held back
 * @param sent from acceptance to the status {@code sent}
 * @param delivered from {@code sent} to {@code delivered}
 * @param read from {@code delivered} to {@code read}
 * @param repeatProbability 0 to 1: how often a webhook comes a second time
 * @param disorderProbability 0 to 1: how often {@code delivered} is reported before {@code sent}
 * @param readProbability 0 to 1: how often a delivered message is read
 * @param closedWindow how a free-form message outside the customer service window is refused
 * @param throughputPerSecond messages per second of the business number (80 by default at Meta,
 *     1,000 upgraded); 0 means unlimited
 * @param pairBurst messages that one user may get at once; 0 means unlimited
 * @param pairInterval time after which one message of that burst is allowed again
 * @param templateCreationsPerHour template creations per hour and account
 * @param specialNumbers whether numbers with certain endings misbehave (see {@link SpecialNumber})
 * @param webhookBatch most changes in one webhook request (Meta: up to 1,000)
 * @param webhookGather how long a webhook waits for others to travel with
 * @param webhookRetry first pause after a webhook that was not answered with 200; doubles each time
 * @param webhookRetryMax longest pause between two attempts
 */
public record SandboxBehaviour(
    DelayRange review,
    DelayRange answer,
    DelayRange sent,
    DelayRange delivered,
    DelayRange read,
    double repeatProbability,
    double disorderProbability,
    double readProbability,
    ClosedWindow closedWindow,
    int throughputPerSecond,
    int pairBurst,
    Duration pairInterval,
    int templateCreationsPerHour,
    boolean specialNumbers,
    int webhookBatch,
    Duration webhookGather,
    Duration webhookRetry,
    Duration webhookRetryMax) {

  /** How error 131047 is told. */
  public enum ClosedWindow {
    /** The send is accepted and a {@code failed} status follows, as Meta does. */
    BY_WEBHOOK,
    /** The send itself is refused with HTTP 400. */
    AT_ONCE
  }

  public SandboxBehaviour {
    probability("repeatProbability", repeatProbability);
    probability("disorderProbability", disorderProbability);
    probability("readProbability", readProbability);
    if (throughputPerSecond < 0 || pairBurst < 0 || templateCreationsPerHour < 1) {
      throw new IllegalArgumentException("Limits of the sandbox must not be negative");
    }
    if (webhookBatch < 1 || webhookBatch > 1000) {
      throw new IllegalArgumentException("webhookBatch must be 1 to 1000, but was " + webhookBatch);
    }
  }

  /** A friendly number: quick, tidy, everybody reads, Meta's standard limits. */
  public static SandboxBehaviour defaults() {
    return new SandboxBehaviour(
        DelayRange.ofMillis(1_000, 3_000),
        DelayRange.ofMillis(20, 80),
        DelayRange.ofMillis(100, 400),
        DelayRange.ofMillis(200, 1_200),
        DelayRange.ofMillis(1_500, 6_000),
        0,
        0,
        0.8,
        ClosedWindow.BY_WEBHOOK,
        80,
        45,
        Duration.ofSeconds(6),
        100,
        true,
        100,
        Duration.ofMillis(10),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30));
  }

  /**
   * Everything at once, no limit on messages, no special numbers: for tests and for measuring
   * throughput.
   */
  public static SandboxBehaviour immediate() {
    SandboxBehaviour usual = defaults();
    return new SandboxBehaviour(
        DelayRange.NONE,
        DelayRange.NONE,
        DelayRange.NONE,
        DelayRange.NONE,
        DelayRange.NONE,
        0,
        0,
        1,
        usual.closedWindow,
        0,
        0,
        usual.pairInterval,
        usual.templateCreationsPerHour,
        false,
        usual.webhookBatch,
        usual.webhookGather,
        Duration.ofMillis(50),
        Duration.ofSeconds(2));
  }

  private static void probability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be between 0 and 1, but was " + value);
    }
  }
}
