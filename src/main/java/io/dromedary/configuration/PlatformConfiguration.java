package io.dromedary.configuration;

import io.dromedary.api.TemplateApi;
import io.dromedary.configuration.SandboxConfiguration.EmbeddedSandbox;
import io.dromedary.consent.ConsentLedger;
import io.dromedary.conversation.Confirmations;
import io.dromedary.conversation.HandOvers;
import io.dromedary.conversation.InboundHandler;
import io.dromedary.conversation.Keywords;
import io.dromedary.conversation.camel.CareDesk;
import io.dromedary.conversation.camel.InboundMessages;
import io.dromedary.conversation.jdbc.JdbcHandOvers;
import io.dromedary.dispatch.Dispatcher;
import io.dromedary.dispatch.camel.AccountNews;
import io.dromedary.person.People;
import io.dromedary.template.TemplateStates;
import io.dromedary.template.UsableTemplates;
import io.dromedary.vault.Vault;
import io.dromedary.whatsapp.TemplateHeaderExamples;
import io.dromedary.whatsapp.TemplateHeaderUploads;
import io.dromedary.whatsapp.TemplateSync;
import io.dromedary.whatsapp.TemplateSyncSettings;
import io.dromedary.whatsapp.TemplateWebhooks;
import io.dromedary.whatsapp.http.HttpGraphApi;
import io.dromedary.window.Windows;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

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

  /** Begins at once: the account is read while the routes are still being loaded. */
  @Bean(initMethod = "start", destroyMethod = "close")
  TemplateKeeper templateKeeper(
      HttpGraphApi api,
      TemplateStates states,
      Snapshot snapshot,
      UsableTemplates usable,
      WhatsAppProperties whatsapp,
      Mode mode,
      HubProperties hub,
      Clock clock) {
    boolean submit = !mode.live() || hub.templates().submit();
    return new TemplateKeeper(
        sync(api, states, snapshot, whatsapp, mode, submit),
        usable,
        hub.templates().refresh(),
        mode.live() ? Duration.ZERO : Duration.ofSeconds(5),
        clock);
  }

  @Bean
  TemplateApi templateApi(
      HttpGraphApi api,
      TemplateStates states,
      Snapshot snapshot,
      UsableTemplates usable,
      WhatsAppProperties whatsapp,
      Mode mode,
      Clock clock) {
    return new TemplateApi(
        states,
        sync(api, states, snapshot, whatsapp, mode, false),
        sync(api, states, snapshot, whatsapp, mode, true),
        usable,
        clock);
  }

  private static TemplateSync sync(
      HttpGraphApi api,
      TemplateStates states,
      Snapshot snapshot,
      WhatsAppProperties whatsapp,
      Mode mode,
      boolean submit) {
    return new TemplateSync(
        api,
        states,
        snapshot::catalogue,
        examples(api, whatsapp, mode),
        new TemplateSyncSettings(
            mode.businessAccountId(),
            submit,
            mode.live() ? PER_HOUR : PER_HOUR_SANDBOX,
            100,
            Duration.ofMinutes(10)));
  }

  private static TemplateHeaderExamples examples(
      HttpGraphApi api, WhatsAppProperties whatsapp, Mode mode) {
    if (!mode.live()) {
      return TemplateHeaderExamples.placeholder();
    }
    return whatsapp.appId().isBlank()
        ? TemplateHeaderExamples.withoutApp()
        : new TemplateHeaderUploads(api, api, whatsapp.appId());
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

  @Bean
  HandOvers handOvers(JdbcTemplate sql, Vault vault) {
    return new JdbcHandOvers(sql, vault);
  }

  @Bean
  CareDesk careDesk(HandOvers waiting, Watch brokerWatch, Clock clock) {
    return new CareDesk(waiting, brokerWatch::isThere, clock);
  }

  @Bean("hub")
  HubHealth hubHealth(
      Watch broker,
      TemplateKeeper templates,
      Dispatcher dispatcher,
      RouteFiles routes,
      Snapshot snapshot,
      EmbeddedSandbox embedded) {
    return new HubHealth(broker, templates, dispatcher, routes, snapshot, embedded.sandbox());
  }
}
