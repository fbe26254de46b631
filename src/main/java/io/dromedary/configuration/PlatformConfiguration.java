package io.dromedary.configuration;

import io.dromedary.consent.ConsentLedger;
import io.dromedary.conversation.Confirmations;
import io.dromedary.conversation.InboundHandler;
import io.dromedary.conversation.Keywords;
import io.dromedary.conversation.camel.InboundMessages;
import io.dromedary.dispatch.Dispatcher;
import io.dromedary.dispatch.camel.AccountNews;
import io.dromedary.person.People;
import io.dromedary.template.TemplateStates;
import io.dromedary.template.UsableTemplates;
import io.dromedary.whatsapp.TemplateHeaderExamples;
import io.dromedary.whatsapp.TemplateSync;
import io.dromedary.whatsapp.TemplateSyncSettings;
import io.dromedary.whatsapp.TemplateWebhooks;
import io.dromedary.whatsapp.http.HttpGraphApi;
import io.dromedary.window.Windows;
import jakarta.jms.ConnectionFactory;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What connects the hub with the account at the platform. */
@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {

  /** Meta takes 100 creations an hour; the sandbox in this process need not be waited for. */
  private static final int PER_HOUR = 100;

  private static final int PER_HOUR_SANDBOX = 5000;

  @Bean
  HttpGraphApi graphApi(CloudApi cloudApi, Mode mode) {
    return new HttpGraphApi(
        URI.create(cloudApi.baseUrl()), mode::accessToken, HttpGraphApi.Limits.USUAL);
  }

  @Bean
  TemplateSync templateSync(
      HttpGraphApi api, TemplateStates states, Snapshot snapshot, Mode mode, HubProperties hub) {
    return new TemplateSync(
        api,
        states,
        snapshot::catalogue,
        mode.live() ? TemplateHeaderExamples.withoutApp() : TemplateHeaderExamples.placeholder(),
        new TemplateSyncSettings(
            mode.businessAccountId(),
            !mode.live() || hub.templates().submit(),
            mode.live() ? PER_HOUR : PER_HOUR_SANDBOX,
            100,
            Duration.ofMinutes(10)));
  }

  @Bean(destroyMethod = "close")
  TemplateKeeper templateKeeper(
      TemplateSync sync, UsableTemplates usable, HubProperties hub, Clock clock) {
    return new TemplateKeeper(sync, usable, hub.templates().refresh(), clock);
  }

  @Bean
  AccountNews accountNews(TemplateStates states, UsableTemplates usable, Clock clock) {
    return new AccountNews(new TemplateWebhooks(states), usable, clock);
  }

  @Bean
  InboundMessages inbound(
      People people, ConsentLedger consents, Windows windows, HubProperties hub, Clock clock) {
    return new InboundMessages(
        new InboundHandler(
            people, consents, windows, Keywords.shipped(), Confirmations.shipped(), hub.business()),
        clock);
  }

  @Bean("hub")
  HubHealth hubHealth(
      ConnectionFactory broker,
      TemplateKeeper templates,
      Dispatcher dispatcher,
      RouteFiles routes,
      Snapshot snapshot) {
    return new HubHealth(broker, templates, dispatcher, routes, snapshot);
  }
}
