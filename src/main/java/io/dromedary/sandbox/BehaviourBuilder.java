package io.dromedary.sandbox;

import io.dromedary.sandbox.SandboxBehaviour.ClosedWindow;
import java.time.Duration;

/** Changes single members of a {@link SandboxBehaviour}. Not for use by several threads. */
public final class BehaviourBuilder {

  private DelayRange review;
  private DelayRange answer;
  private DelayRange sent;
  private DelayRange delivered;
  private DelayRange read;
  private double repeatProbability;
  private double disorderProbability;
  private double readProbability;
  private ClosedWindow closedWindow;
  private int throughputPerSecond;
  private int pairBurst;
  private Duration pairInterval;
  private int templateCreationsPerHour;
  private boolean specialNumbers;
  private int webhookBatch;
  private Duration webhookGather;
  private Duration webhookRetry;
  private Duration webhookRetryMax;

  public BehaviourBuilder(SandboxBehaviour from) {
    review = from.review();
    answer = from.answer();
    sent = from.sent();
    delivered = from.delivered();
    read = from.read();
    repeatProbability = from.repeatProbability();
    disorderProbability = from.disorderProbability();
    readProbability = from.readProbability();
    closedWindow = from.closedWindow();
    throughputPerSecond = from.throughputPerSecond();
    pairBurst = from.pairBurst();
    pairInterval = from.pairInterval();
    templateCreationsPerHour = from.templateCreationsPerHour();
    specialNumbers = from.specialNumbers();
    webhookBatch = from.webhookBatch();
    webhookGather = from.webhookGather();
    webhookRetry = from.webhookRetry();
    webhookRetryMax = from.webhookRetryMax();
  }

  public BehaviourBuilder review(DelayRange value) {
    review = value;
    return this;
  }

  public BehaviourBuilder answer(DelayRange value) {
    answer = value;
    return this;
  }

  public BehaviourBuilder sent(DelayRange value) {
    sent = value;
    return this;
  }

  public BehaviourBuilder delivered(DelayRange value) {
    delivered = value;
    return this;
  }

  public BehaviourBuilder read(DelayRange value) {
    read = value;
    return this;
  }

  public BehaviourBuilder repeatProbability(double value) {
    repeatProbability = value;
    return this;
  }

  public BehaviourBuilder disorderProbability(double value) {
    disorderProbability = value;
    return this;
  }

  public BehaviourBuilder readProbability(double value) {
    readProbability = value;
    return this;
  }

  public BehaviourBuilder closedWindow(ClosedWindow value) {
    closedWindow = value;
    return this;
  }

  public BehaviourBuilder throughputPerSecond(int value) {
    throughputPerSecond = value;
    return this;
  }

  public BehaviourBuilder pairBurst(int value) {
    pairBurst = value;
    return this;
  }

  public BehaviourBuilder pairInterval(Duration value) {
    pairInterval = value;
    return this;
  }

  public BehaviourBuilder templateCreationsPerHour(int value) {
    templateCreationsPerHour = value;
    return this;
  }

  public BehaviourBuilder specialNumbers(boolean value) {
    specialNumbers = value;
    return this;
  }

  public BehaviourBuilder webhookBatch(int value) {
    webhookBatch = value;
    return this;
  }

  public BehaviourBuilder webhookGather(Duration value) {
    webhookGather = value;
    return this;
  }

  public BehaviourBuilder webhookRetry(Duration value) {
    webhookRetry = value;
    return this;
  }

  public BehaviourBuilder webhookRetryMax(Duration value) {
    webhookRetryMax = value;
    return this;
  }

  /** The changed behaviour; an invalid value is refused with IllegalArgumentException. */
  public SandboxBehaviour build() {
    return new SandboxBehaviour(
        review,
        answer,
        sent,
        delivered,
        read,
        repeatProbability,
        disorderProbability,
        readProbability,
        closedWindow,
        throughputPerSecond,
        pairBurst,
        pairInterval,
        templateCreationsPerHour,
        specialNumbers,
        webhookBatch,
        webhookGather,
        webhookRetry,
        webhookRetryMax);
  }
}
