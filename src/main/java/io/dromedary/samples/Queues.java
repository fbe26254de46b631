package io.dromedary.samples;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;

/** The broker that legacy systems put their messages on. */
final class Queues {

  private final ConnectionFactory broker;

  Queues(ConnectionFactory broker) {
    this.broker = broker;
  }

  /** Puts one persistent text message on a queue. */
  void put(String queue, String text) {
    try (JMSContext context = broker.createContext()) {
      context.createProducer().send(context.createQueue(queue), text);
    }
  }
}
