package io.dromedary.bench;

import java.util.Locale;

/** What is measured. */
public enum Scenario {
  /** Events over HTTP, as fast as they are taken, to accepted messages. */
  HTTP("events over HTTP to accepted messages, as fast as it goes"),
  /** Events by the queue, as fast as they are taken, to accepted messages. */
  JMS("events by the queue dromedary.events to accepted messages, as fast as it goes"),
  /** As {@link #JMS}, but by a plain Camel route that guarantees nothing. */
  PLAIN("the same as jms, by a plain Camel route with one commit for each step"),
  /** As {@link #JMS}, with three status webhooks for each message. */
  STATUSES("the same as jms, with three status webhooks for each message"),
  /** Eighty events a second: how long until the Cloud API has the message. */
  LATENCY("80 events a second over HTTP: time until the Cloud API has the message"),
  /** One flight's gate to three hundred passengers. */
  FAN_OUT("one gate change to 300 passengers: time until the Cloud API has the last one"),
  /** Status webhooks, three thousand a second. */
  WEBHOOKS("3,000 status webhooks a second: time to the 200, and until all are processed"),
  /** One-time passwords while twenty thousand gate changes are queued. */
  LANES("one-time passwords while 20,000 gate changes wait, a number of 80 a second"),
  /** Three hubs, one number of eighty a second. */
  LIMITS("three hubs share a number of 80 a second, with a long queue"),
  /** As {@link #JMS}, by one hub and then by two. */
  HUBS("the same as jms, by one hub and then by two on the same database and broker"),
  /** Throughput with a long queue. */
  BACKLOG("a long queue: start to first send, and throughput");

  private final String says;

  Scenario(String says) {
    this.says = says;
  }

  /** As the command line writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it is, in words. */
  public String says() {
    return says;
  }
}
