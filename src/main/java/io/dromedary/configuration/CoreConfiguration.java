package io.dromedary.configuration;

import io.dromedary.consent.ConsentLedger;
import io.dromedary.consent.jdbc.JdbcConsentLedger;
import io.dromedary.cost.Budgets;
import io.dromedary.cost.Prices;
import io.dromedary.cost.Spending;
import io.dromedary.dispatch.Charges;
import io.dromedary.dispatch.DispatchSettings;
import io.dromedary.dispatch.Dispatcher;
import io.dromedary.dispatch.LastLook;
import io.dromedary.dispatch.Outbox;
import io.dromedary.dispatch.PairLimit;
import io.dromedary.dispatch.ReachLimit;
import io.dromedary.dispatch.StatusNews;
import io.dromedary.dispatch.WebhookStore;
import io.dromedary.dispatch.jdbc.JdbcOutbox;
import io.dromedary.dispatch.jdbc.JdbcPairLimit;
import io.dromedary.dispatch.jdbc.JdbcReachLimit;
import io.dromedary.dispatch.jdbc.JdbcSendLimit;
import io.dromedary.dispatch.jdbc.JdbcWebhookStore;
import io.dromedary.intake.Entries;
import io.dromedary.intake.Gathering;
import io.dromedary.intake.Intake;
import io.dromedary.intake.Receipts;
import io.dromedary.intake.Recorder;
import io.dromedary.intake.RejectionLog;
import io.dromedary.intake.jdbc.JdbcRejectionLog;
import io.dromedary.jdbc.Transactions;
import io.dromedary.notification.Ledger;
import io.dromedary.notification.Told;
import io.dromedary.notification.jdbc.History;
import io.dromedary.notification.jdbc.JdbcLedger;
import io.dromedary.notification.jdbc.JdbcStatuses;
import io.dromedary.notification.jdbc.JdbcTold;
import io.dromedary.person.Audiences;
import io.dromedary.person.People;
import io.dromedary.person.jdbc.JdbcAudiences;
import io.dromedary.person.jdbc.JdbcPeople;
import io.dromedary.policy.Policy;
import io.dromedary.template.TemplateStates;
import io.dromedary.template.UsableTemplates;
import io.dromedary.template.jdbc.JdbcTemplateStates;
import io.dromedary.vault.Vault;
import io.dromedary.window.Windows;
import io.dromedary.window.jdbc.JdbcWindows;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The hub's capabilities with their adapters. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({HubProperties.class, WhatsAppProperties.class})
class CoreConfiguration {

  /** Names this process in leases; another one after every start. */
  static final String OWNER =
      ManagementFactory.getRuntimeMXBean().getPid() + "-" + UUID.randomUUID();

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Mode mode(WhatsAppProperties whatsapp, HubProperties hub) {
    return Mode.of(whatsapp, hub);
  }

  @Bean
  ConfigurationFiles configurationFiles(HubProperties hub) {
    return ConfigurationFiles.of(hub);
  }

  @Bean
  Snapshot snapshot(ConfigurationFiles files) {
    return Snapshot.load(files);
  }

  @Bean
  People people(JdbcTemplate sql, Vault vault) {
    return new JdbcPeople(sql, vault);
  }

  @Bean
  Audiences audiences(JdbcTemplate sql, Vault vault) {
    return new JdbcAudiences(sql, vault);
  }

  @Bean
  ConsentLedger consentLedger(JdbcTemplate sql, Vault vault) {
    return new JdbcConsentLedger(sql, vault);
  }

  @Bean
  Windows windows(JdbcTemplate sql) {
    return new JdbcWindows(sql);
  }

  @Bean
  TemplateStates templateStates(JdbcTemplate sql, PlatformTransactionManager transactions) {
    return new JdbcTemplateStates(sql, new TransactionTemplate(transactions));
  }

  @Bean
  UsableTemplates usableTemplates(TemplateStates states, HubProperties hub) {
    return new UsableTemplates(states, hub.templates().assumeApproved());
  }

  @Bean
  JdbcLedger ledger(JdbcTemplate sql, Vault vault, History history) {
    return new JdbcLedger(sql, vault, history);
  }

  @Bean
  History history(JdbcTemplate sql, HubProperties hub) {
    return new History(sql, hub.status().states());
  }

  @Bean
  Restraints restraints(HubProperties hub) {
    return Restraints.of(hub);
  }

  @Bean
  Told told(JdbcTemplate sql) {
    return new JdbcTold(sql);
  }

  @Bean
  Policy policy(UsableTemplates templates, Prices prices) {
    return new Policy(templates, prices);
  }

  @Bean
  Intake intake(Snapshot snapshot, Ledger ledger, Audiences audiences, Vault vault, Clock clock) {
    return new Intake(
        snapshot::schemas, () -> snapshot.catalogue().id(), ledger, audiences, vault, clock);
  }

  /** The content enricher of the intake. */
  @Bean
  Gathering facts(
      People people,
      ConsentLedger consents,
      Windows windows,
      Told told,
      Snapshot snapshot,
      Vault vault,
      Clock clock,
      HubProperties hub,
      Restraints restraints,
      Mode mode) {
    return new Gathering(
        people,
        consents,
        windows,
        told,
        snapshot::catalogue,
        vault,
        clock,
        new Gathering.Settings(
            hub.defaultCountry(),
            hub.zone(),
            mode.phoneNumberId(),
            restraints.allowList(),
            restraints.quietHours()));
  }

  @Bean
  RejectionLog rejectionLog(JdbcTemplate sql) {
    return new JdbcRejectionLog(sql);
  }

  @Bean
  Entries entries(Mode mode) {
    return new Entries(mode.phoneNumberId());
  }

  @Bean
  Recorder recorder(Ledger ledger, Clock clock) {
    return new Recorder(ledger, clock);
  }

  @Bean
  Receipts receipts(Ledger ledger) {
    return new Receipts(ledger);
  }

  @Bean
  Outbox outbox(JdbcTemplate sql, Vault vault, History history) {
    return new JdbcOutbox(sql, vault, history);
  }

  @Bean
  WebhookStore webhookStore(JdbcTemplate sql, Vault vault) {
    return new JdbcWebhookStore(sql, vault);
  }

  @Bean
  Charges charges(Prices prices, Budgets budgets, Spending spending) {
    return new Charges(prices, budgets, spending);
  }

  @Bean
  StatusNews statusNews(
      JdbcTemplate sql, Vault vault, History history, WebhookStore store, Charges charges) {
    return new StatusNews(new JdbcStatuses(sql, vault, history), store, charges);
  }

  /** The decision immediately before the send. */
  @Bean
  LastLook lastLook(
      ConsentLedger consents,
      Windows windows,
      Told told,
      JdbcTemplate sql,
      Charges charges,
      Policy policy,
      Snapshot snapshot,
      HubProperties hub,
      Restraints restraints,
      Mode mode) {
    return new LastLook(
        consents,
        windows,
        told,
        hub.reach() == 0
            ? ReachLimit.UNLIMITED
            : new JdbcReachLimit(sql, mode.businessAccountId(), hub.reach()),
        charges,
        policy,
        snapshot::catalogue,
        new LastLook.Settings(
            mode.phoneNumberId(), hub.zone(), restraints.allowList(), restraints.quietHours()));
  }

  @Bean
  PairLimit pairs(JdbcTemplate sql, HubProperties hub) {
    return new JdbcPairLimit(sql, hub.dispatch().pairInterval(), hub.dispatch().pairBurst());
  }

  @Bean(destroyMethod = "close")
  Dispatcher dispatcher(
      Outbox outbox,
      PairLimit pairs,
      JdbcTemplate sql,
      LastLook lastLook,
      Transactions transactions,
      Clock clock,
      HubProperties hub,
      Mode mode) {
    HubProperties.Dispatch dispatch = hub.dispatch();
    return new Dispatcher(
        outbox,
        new JdbcSendLimit(sql, dispatch.steady(), dispatch.atOnce()),
        pairs,
        lastLook,
        transactions,
        clock,
        new DispatchSettings(
            OWNER,
            mode.phoneNumberId(),
            dispatch.inFlight(),
            dispatch.batch(),
            dispatch.lease(),
            dispatch.total(),
            dispatch.patience(),
            dispatch.holdFor(),
            dispatch.attempts()));
  }
}
