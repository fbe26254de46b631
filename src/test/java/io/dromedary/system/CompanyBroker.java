package io.dromedary.system;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.springframework.jms.core.JmsTemplate;

/**
 * A broker that is not the hub's: it listens on a port of its own, and can be stopped and started
 * on the same port with what it has stored.
 */
final class CompanyBroker implements AutoCloseable {

  private final int port = JarProcess.freePort();
  private final Path store;
  private BrokerService broker;

  CompanyBroker(Path store) {
    this.store = store;
  }

  String url() {
    return "tcp://127.0.0.1:" + port;
  }

  void start() {
    try {
      BrokerService fresh = new BrokerService();
      fresh.setBrokerName("company");
      fresh.setUseJmx(false);
      fresh.setUseShutdownHook(false);
      fresh.setSchedulerSupport(false);
      fresh.setAdvisorySupport(false);
      KahaDBPersistenceAdapter messages = new KahaDBPersistenceAdapter();
      messages.setDirectory(store.toFile());
      messages.setJournalMaxFileLength(1 << 20);
      fresh.setPersistenceAdapter(messages);
      fresh.addConnector(url());
      fresh.start();
      fresh.waitUntilStarted();
      broker = fresh;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  void stop() {
    try {
      if (broker != null) {
        broker.stop();
        broker.waitUntilStopped();
        broker = null;
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** As another program uses it: its own connection for each message. */
  JmsTemplate client() {
    JmsTemplate template = new JmsTemplate(new ActiveMQConnectionFactory(url()));
    template.setReceiveTimeout(20_000);
    return template;
  }

  /** How many messages are in this queue, under way or waiting. */
  long depth(String queue) {
    try {
      return broker.getBroker().getDestinationMap().entrySet().stream()
          .filter(entry -> entry.getKey().getPhysicalName().equals(queue))
          .mapToLong(entry -> entry.getValue().getDestinationStatistics().getMessages().getCount())
          .sum();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Queues in which messages end that could not be worked off. */
  Set<String> deadLetterQueues() {
    try {
      return List.of(broker.getBroker().getDestinations()).stream()
          .map(ActiveMQDestination::getPhysicalName)
          .filter(name -> name.contains("DLQ"))
          .collect(Collectors.toSet());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
