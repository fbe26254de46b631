package io.dromedary.configuration;

import io.dromedary.dispatch.Dispatcher;
import io.dromedary.dispatch.StatusNews;
import io.dromedary.dispatch.WebhookStore;
import io.dromedary.dispatch.camel.Claims;
import io.dromedary.dispatch.camel.NumberAlarm;
import io.dromedary.dispatch.camel.Outcomes;
import io.dromedary.dispatch.camel.StatusRoute;
import io.dromedary.dispatch.camel.Webhooks;
import io.dromedary.feedback.Callbacks;
import io.dromedary.feedback.camel.CallbackRoute;
import io.dromedary.feedback.camel.ChannelMessages;
import io.dromedary.feedback.camel.FallbackRoute;
import io.dromedary.feedback.camel.StatusChangeRoute;
import io.dromedary.feedback.http.HttpCallback;
import io.dromedary.feedback.jdbc.JdbcCallbacks;
import io.dromedary.feedback.jdbc.JdbcFallbacks;
import io.dromedary.feedback.jdbc.JdbcStatusChanges;
import io.dromedary.intake.Intake;
import io.dromedary.intake.Receipts;
import io.dromedary.intake.Refusals;
import io.dromedary.intake.RejectionLog;
import io.dromedary.intake.camel.Answers;
import io.dromedary.intake.camel.Arrivals;
import io.dromedary.intake.camel.Batches;
import io.dromedary.intake.camel.FanOut;
import io.dromedary.intake.camel.Progress;
import io.dromedary.intake.camel.Rejections;
import io.dromedary.intake.camel.Together;
import io.dromedary.jdbc.Transactions;
import io.dromedary.notification.Ledger;
import io.dromedary.vault.Vault;
import io.dromedary.whatsapp.Signature;
import io.dromedary.whatsapp.camel.TimedVertxHttp;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Clock;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the routes call, under the names that they use. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

  /** Settings of the routes that are known only now. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  CamelContextConfiguration placeholders(
      ConfigurationFiles files,
      HubProperties hub,
      Mode mode,
      CloudApi cloudApi,
      SamplesConfiguration.Samples samples) {
    return new CamelContextConfiguration() {
      @Override
      public void beforeApplicationStart(CamelContext camel) {
        java.util.Properties values = new java.util.Properties();
        values.setProperty("dromedary.connectors-dir", files.connectors().toString());
        values.setProperty(
            "dromedary.data-dir", hub.dataDir().toAbsolutePath().normalize().toString());
        values.setProperty("whatsapp.sink.base-url", cloudApi.baseUrl());
        values.setProperty("whatsapp.sink.phone-number-id", mode.phoneNumberId());
        values.setProperty("whatsapp.sink.access-token", mode.accessToken());
        values.putAll(samples.placeholders());
        camel.getPropertiesComponent().setOverrideProperties(values);
        org.apache.camel.component.kamelet.KameletComponent kamelets =
            camel.getComponent(
                "kamelet", org.apache.camel.component.kamelet.KameletComponent.class);
        kamelets.setLocation("file:" + files.connectors());
      }

      @Override
      public void afterApplicationStart(CamelContext camel) {
        // nothing more
      }
    };
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  RouteFiles routeFiles(
      ConfigurationFiles files, Environment environment, SamplesConfiguration.Samples samples) {
    return new RouteFiles(files, environment, samples.systems().isPresent());
  }

  /** By this name Camel finds it before its own. */
  @Bean("vertx-http")
  TimedVertxHttp vertxHttp() {
    return new TimedVertxHttp();
  }

  /**
   * As many connections as requests may be under way; no redirect is followed. TLS is said here,
   * because Camel's component forgets the scheme of an address that names its port, and would send
   * the token in clear.
   */
  @Bean
  WebClientOptions whatsAppClient(HubProperties hub, CloudApi cloudApi) {
    WebClientOptions options = new WebClientOptions();
    options.setMaxPoolSize(hub.dispatch().inFlight());
    options.setFollowRedirects(false);
    options.setKeepAlive(true);
    options.setSsl(cloudApi.baseUrl().startsWith("https:"));
    options.setSslHandshakeTimeout(3);
    return options;
  }

  @Bean
  JmsFailures jmsFailures(Watch brokerWatch, DatabaseWatch databaseWatch) {
    return new JmsFailures(brokerWatch, databaseWatch);
  }

  @Bean
  Background background(Watch brokerWatch, DatabaseWatch databaseWatch) {
    return new Background(brokerWatch, databaseWatch);
  }

  @Bean("entries-in-order")
  AggregationStrategy entriesInOrder() {
    return new GroupedBodyAggregationStrategy();
  }

  @Bean
  Answers answers(Receipts receipts) {
    return new Answers(receipts);
  }

  @Bean
  Arrivals arrivals(Intake intake) {
    return new Arrivals(intake);
  }

  @Bean
  Batches batches(Environment environment) {
    return new Batches(eventsAtOnce(environment));
  }

  @Bean(destroyMethod = "close")
  Together together(ProducerTemplate producer, Answers answers, Environment environment) {
    return new Together(producer, answers, eventsAtOnce(environment));
  }

  private static int eventsAtOnce(Environment environment) {
    return environment.getProperty("dromedary.events.batch", Integer.class, 50);
  }

  @Bean
  FanOut fanOut(Intake intake) {
    return new FanOut(intake);
  }

  @Bean
  Progress progress() {
    return new Progress();
  }

  @Bean
  Rejections rejections(RejectionLog log, Vault vault, Clock clock, HubProperties hub) {
    return new Rejections(new Refusals(log, vault, clock, hub.keepRejections()));
  }

  @Bean
  Claims claims(Dispatcher dispatcher) {
    return new Claims(dispatcher);
  }

  @Bean
  NumberAlarm numberAlarm() {
    return new NumberAlarm();
  }

  @Bean
  Outcomes outcomes(Dispatcher dispatcher, NumberAlarm alarm) {
    return new Outcomes(dispatcher, alarm);
  }

  @Bean
  FallbackRoute fallbacks(JdbcTemplate sql, Ledger ledger, Vault vault, Snapshot snapshot) {
    return new FallbackRoute(new JdbcFallbacks(sql, ledger, vault), snapshot::catalogue);
  }

  @Bean
  ChannelMessages channel(Clock clock) {
    return new ChannelMessages(clock);
  }

  @Bean
  Callbacks keptCallbacks(JdbcTemplate sql) {
    return new JdbcCallbacks(sql);
  }

  @Bean
  StatusChangeRoute statusChanges(
      JdbcTemplate sql, Callbacks keptCallbacks, HubProperties hub, Clock clock) {
    return new StatusChangeRoute(
        new JdbcStatusChanges(sql), keptCallbacks, hub.calledBack(), clock);
  }

  @Bean
  CallbackRoute callbacks(
      Callbacks keptCallbacks, HubProperties hub, Transactions transactions, Clock clock) {
    return new CallbackRoute(
        keptCallbacks, hub.calledBack(), new HttpCallback(), transactions, clock);
  }

  @Bean(destroyMethod = "close")
  Webhooks webhooks(
      WebhookStore store, Mode mode, HubProperties hub, Transactions transactions, Clock clock) {
    return new Webhooks(
        store,
        new Signature(mode.appSecrets()),
        mode.verifyToken(),
        hub.keepWebhooks(),
        transactions,
        clock);
  }

  @Bean
  StatusRoute statuses(StatusNews news, Dispatcher dispatcher, NumberAlarm alarm, Clock clock) {
    return new StatusRoute(news, dispatcher, alarm, clock);
  }
}
