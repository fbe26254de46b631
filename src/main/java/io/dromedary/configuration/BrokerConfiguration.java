package io.dromedary.configuration;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.RedeliveryPolicy;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.policy.IndividualDeadLetterStrategy;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.apache.camel.component.jms.JmsComponent;
import org.jspecify.annotations.Nullable;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/** The broker: an external ActiveMQ where one is set, otherwise an embedded, persistent one. */
@Configuration(proxyBeanMethods = false)
class BrokerConfiguration {

  private static final String EXTERNAL = "spring.activemq.broker-url";
  private static final String NO_EXTERNAL = "'${" + EXTERNAL + ":}' == ''";

  @Bean(initMethod = "start", destroyMethod = "stop")
  @ConditionalOnExpression(NO_EXTERNAL)
  BrokerService broker(HubProperties hub) throws Exception {
    BrokerService broker = new BrokerService();
    Path directory = hub.dataDir().toAbsolutePath().normalize().resolve("broker");
    // brokers of one process are told apart by their names
    broker.setBrokerName("dromedary-" + Integer.toHexString(directory.hashCode()));
    broker.setUseJmx(false);
    broker.setUseShutdownHook(false);
    broker.setAdvisorySupport(false);
    broker.setSchedulerSupport(false);
    broker.getSystemUsage().getMemoryUsage().setLimit(64L << 20);
    broker.getSystemUsage().getStoreUsage().setLimit(10L << 30);
    broker.getSystemUsage().getTempUsage().setLimit(1L << 30);
    broker.setDataDirectoryFile(directory.toFile());
    KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
    store.setDirectory(directory.resolve("kahadb").toFile());
    store.setJournalMaxFileLength(16 << 20);
    broker.setPersistenceAdapter(store);
    IndividualDeadLetterStrategy deadLetters = new IndividualDeadLetterStrategy();
    deadLetters.setQueuePrefix("DLQ.");
    PolicyEntry policy = new PolicyEntry();
    policy.setQueue(">");
    policy.setDeadLetterStrategy(deadLetters);
    PolicyMap policies = new PolicyMap();
    policies.setPolicyEntries(List.of(policy));
    broker.setDestinationPolicy(policies);
    if (hub.brokerPort() != 0) {
      checkFree(hub.brokerPort());
      broker.addConnector("tcp://127.0.0.1:" + hub.brokerPort());
    }
    return broker;
  }

  private static void checkFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress("127.0.0.1", port));
    } catch (java.io.IOException e) {
      throw new UnusableResource(
          "The embedded broker's port " + port + " is in use",
          "Stop the program that holds it (another hub?), or set DROMEDARY_BROKER_PORT to another"
              + " port, or to 0 for no port at all.",
          e);
    }
  }

  @Bean(initMethod = "start", destroyMethod = "stop")
  @Primary
  JmsPoolConnectionFactory connectionFactory(
      Environment environment, ObjectProvider<BrokerService> embedded) {
    ActiveMQConnectionFactory factory = redelivering(environment, embedded.getIfAvailable());
    factory.setNonBlockingRedelivery(true);
    JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
    pool.setConnectionFactory(factory);
    pool.setMaxConnections(2);
    pool.setMaxSessionsPerConnection(100);
    return pool;
  }

  /**
   * For consumers that take several messages in one transaction. Their messages come again in their
   * order, before any other: the client acknowledges ranges, and the broker closes the connection
   * when one of them has a gap.
   */
  @Bean
  ConnectionFactory batchConnections(
      Environment environment, ObjectProvider<BrokerService> embedded) {
    return redelivering(environment, embedded.getIfAvailable());
  }

  private static ActiveMQConnectionFactory redelivering(
      Environment environment, @Nullable BrokerService embedded) {
    ActiveMQConnectionFactory factory = factory(environment, embedded);
    factory.setTrustedPackages(List.of());
    factory.setWatchTopicAdvisories(false);
    factory.setRedeliveryPolicy(redelivery());
    return factory;
  }

  private static ActiveMQConnectionFactory factory(
      Environment environment, @Nullable BrokerService embedded) {
    ActiveMQConnectionFactory factory =
        new ActiveMQConnectionFactory(
            embedded == null
                ? environment.getRequiredProperty(EXTERNAL)
                : "vm://" + embedded.getBrokerName() + "?create=false");
    factory.setUserName(environment.getProperty("spring.activemq.user"));
    factory.setPassword(environment.getProperty("spring.activemq.password"));
    return factory;
  }

  /** Asks over a connection of its own, so that a pooled one that is dead deceives nobody. */
  @Bean(initMethod = "start", destroyMethod = "close")
  Watch brokerWatch(
      Environment environment,
      ObjectProvider<BrokerService> embedded,
      JmsPoolConnectionFactory afterThis) {
    BrokerService broker = embedded.getIfAvailable();
    ActiveMQConnectionFactory factory = factory(environment, broker);
    factory.setWatchTopicAdvisories(false);
    return new Watch(
        broker == null
            ? "the broker at " + Address.withoutSecrets(environment.getRequiredProperty(EXTERNAL))
            : "the embedded broker",
        "what is in queues stays there, HTTP and sending go on, nothing is lost",
        broker == null
            ? "Start it, or correct SPRING_ACTIVEMQ_BROKER_URL, _USER and _PASSWORD."
            : "Look at the lines above, and at the disk of the data folder.",
        () -> {
          try (Connection connection = factory.createConnection()) {
            connection.start();
          }
        });
  }

  /** Only trouble of our own leads to a redelivery, so it goes on until the trouble is over. */
  private static RedeliveryPolicy redelivery() {
    RedeliveryPolicy policy = new RedeliveryPolicy();
    policy.setMaximumRedeliveries(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES);
    policy.setInitialRedeliveryDelay(300);
    policy.setRedeliveryDelay(300);
    policy.setUseExponentialBackOff(true);
    policy.setBackOffMultiplier(2);
    policy.setMaximumRedeliveryDelay(10_000);
    return policy;
  }

  /** The connection factory under the name that the routes use. */
  @Bean
  JmsComponent jms(ConnectionFactory connectionFactory, Watch brokerWatch) {
    JmsComponent jms = JmsComponent.jmsComponent(connectionFactory);
    jms.setRecoveryInterval(2_000);
    // a broker address with failover blocks until the broker is there: not the hub's start
    jms.setAsyncStartListener(true);
    jms.setExceptionListener(failure -> brokerWatch.doubt(Watch.kind(failure)));
    return jms;
  }
}
