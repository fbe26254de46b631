package io.dromedary.configuration;

import io.dromedary.api.AudienceApi;
import io.dromedary.api.ConsentApi;
import io.dromedary.api.EventApi;
import io.dromedary.api.NotificationApi;
import io.dromedary.api.RejectionApi;
import io.dromedary.api.TemplateApi;
import io.dromedary.api.camel.Calls;
import io.dromedary.api.camel.HttpEvents;
import io.dromedary.api.web.ApiKey;
import io.dromedary.api.web.ErrorAnswers;
import io.dromedary.api.web.RequestBodies;
import io.dromedary.consent.ConsentLedger;
import io.dromedary.intake.RejectionLog;
import io.dromedary.intake.camel.Rejections;
import io.dromedary.jdbc.Transactions;
import io.dromedary.notification.Ledger;
import io.dromedary.person.Audiences;
import io.dromedary.person.People;
import io.dromedary.vault.Vault;
import java.time.Clock;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

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

  @Bean
  HttpEvents httpEvents(Rejections rejections) {
    return new HttpEvents(rejections);
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
      Clock clock,
      HubProperties hub) {
    String region = hub.defaultCountry();
    return new Calls(
        new EventApi(ledger, rejections),
        new NotificationApi(ledger, transactions, vault, clock, region),
        new ConsentApi(people, consents, transactions, clock, region),
        new AudienceApi(audiences, transactions, clock, region),
        templates,
        new RejectionApi(rejections));
  }
}
