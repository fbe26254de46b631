package io.dromedary.configuration;

import io.dromedary.api.AudienceApi;
import io.dromedary.api.ConsentApi;
import io.dromedary.api.DryRunApi;
import io.dromedary.api.EventApi;
import io.dromedary.api.NotificationApi;
import io.dromedary.api.PeopleApi;
import io.dromedary.api.PeopleApiHolders;
import io.dromedary.api.RejectionApi;
import io.dromedary.api.TemplateApi;
import io.dromedary.api.camel.Calls;
import io.dromedary.api.camel.HttpEvents;
import io.dromedary.api.camel.HttpFace;
import io.dromedary.api.web.ApiKey;
import io.dromedary.api.web.ErrorAnswers;
import io.dromedary.api.web.RequestBodies;
import io.dromedary.consent.ConsentLedger;
import io.dromedary.conversation.HandOvers;
import io.dromedary.dispatch.jdbc.JdbcKeptMessages;
import io.dromedary.intake.DryRun;
import io.dromedary.intake.Entries;
import io.dromedary.intake.Gathering;
import io.dromedary.intake.Intake;
import io.dromedary.intake.Receipts;
import io.dromedary.intake.Recorder;
import io.dromedary.intake.RejectionLog;
import io.dromedary.intake.camel.Rejections;
import io.dromedary.jdbc.Transactions;
import io.dromedary.notification.Ledger;
import io.dromedary.notification.PersonalRecords;
import io.dromedary.notification.jdbc.JdbcLedger;
import io.dromedary.notification.jdbc.JdbcPersonalRecords;
import io.dromedary.person.Audiences;
import io.dromedary.person.People;
import io.dromedary.policy.Policy;
import io.dromedary.vault.Vault;
import io.dromedary.window.Windows;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.filter.ServerHttpObservationFilter;

/** The HTTP face and what stands in front of it. */
@Configuration(proxyBeanMethods = false)
@Import(ErrorAnswers.class)
class HttpConfiguration {

  /** A source's name may hold a slash, written as %2F. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> encodedSlashes() {
    return factory ->
        factory.addConnectorCustomizers(
            connector -> connector.setEncodedSolidusHandling("passthrough"));
  }

  @Bean
  FilterRegistrationBean<ApiKey> apiKey(HubProperties hub) {
    FilterRegistrationBean<ApiKey> filter = new FilterRegistrationBean<>(new ApiKey(hub.apiKey()));
    filter.addUrlPatterns("/api/*");
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
    return filter;
  }

  /** After the key, so that nobody without it makes the hub read megabytes. */
  @Bean
  FilterRegistrationBean<RequestBodies> requestBodies(HubProperties hub) {
    FilterRegistrationBean<RequestBodies> filter =
        new FilterRegistrationBean<>(
            new RequestBodies(Math.toIntExact(hub.http().maxBody().toBytes())));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 200);
    return filter;
  }

  /** The name is the one by which Camel finds it. */
  @Bean("platform-http-engine")
  HttpFace httpFace(Environment environment) {
    return new HttpFace(environment.getProperty("server.port", Integer.class, 8080));
  }

  @Bean
  FilterRegistrationBean<HttpFace> routesFirst(HttpFace face) {
    FilterRegistrationBean<HttpFace> filter = new FilterRegistrationBean<>(face);
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 300);
    return filter;
  }

  /** Measures what Spring MVC serves; what goes straight to a route is measured as its exchange. */
  @Bean
  FilterRegistrationBean<ServerHttpObservationFilter> observation(ObservationRegistry registry) {
    FilterRegistrationBean<ServerHttpObservationFilter> filter =
        new FilterRegistrationBean<>(new ServerHttpObservationFilter(registry));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 400);
    filter.setDispatcherTypes(DispatcherType.ASYNC, DispatcherType.REQUEST);
    return filter;
  }

  @Bean
  HttpEvents httpEvents(Rejections rejections, DryRunApi dryRun) {
    return new HttpEvents(rejections, dryRun);
  }

  @Bean
  DryRunApi dryRun(
      Intake intake,
      Gathering facts,
      Policy policy,
      Entries entries,
      Recorder recorder,
      Receipts receipts) {
    return new DryRunApi(new DryRun(intake, facts, policy, entries, recorder), receipts);
  }

  @Bean
  Calls calls(
      Ledger ledger,
      Transactions transactions,
      Vault vault,
      People people,
      ConsentLedger consents,
      Audiences audiences,
      TemplateApi templates,
      RejectionLog rejections,
      PeopleApi erasure,
      Clock clock,
      HubProperties hub) {
    String region = hub.defaultCountry();
    return new Calls(
        new EventApi(ledger, rejections),
        new NotificationApi(ledger, transactions, vault, clock, region),
        new ConsentApi(people, consents, transactions, clock, region),
        new AudienceApi(audiences, transactions, clock, region),
        templates,
        new RejectionApi(rejections),
        erasure);
  }

  /** Whoever adds a place that holds something about persons adds it here. */
  @Bean
  PeopleApi peopleApi(
      JdbcTemplate sql,
      Vault vault,
      People people,
      ConsentLedger consents,
      Audiences audiences,
      Windows windows,
      JdbcLedger ledger,
      HandOvers handOvers,
      Transactions transactions,
      Clock clock,
      HubProperties hub) {
    PersonalRecords records = new JdbcPersonalRecords(sql, vault, ledger);
    return new PeopleApi(
        people,
        List.of(
            PeopleApiHolders.consents(consents),
            PeopleApiHolders.audiences(audiences),
            PeopleApiHolders.windows(windows),
            PeopleApiHolders.notifications(records, ledger, vault, clock),
            PeopleApiHolders.events(records, hub.defaultCountry()),
            PeopleApiHolders.messages(handOvers, new JdbcKeptMessages(sql, vault))),
        transactions,
        hub.defaultCountry());
  }
}
