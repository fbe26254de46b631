package io.dromedary.configuration;

import io.dromedary.event.SubjectStates;
import io.dromedary.event.camel.BillingSignature;
import io.dromedary.event.camel.Changes;
import io.dromedary.event.camel.Feed;
import io.dromedary.event.camel.Items;
import io.dromedary.event.camel.Lookup;
import io.dromedary.event.camel.QuietPolls;
import io.dromedary.event.jdbc.JdbcSubjectStates;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The names by which source routes and connectors call Java. */
@Configuration(proxyBeanMethods = false)
class SourceConfiguration {

  @Bean
  SubjectStates subjectStates(DataSource dataSource) {
    return new JdbcSubjectStates(dataSource);
  }

  @Bean
  Changes changes(SubjectStates subjectStates, ObjectProvider<Clock> clock) {
    return new Changes(subjectStates, clock.getIfUnique(Clock::systemUTC));
  }

  @Bean
  QuietPolls quietPolls() {
    return new QuietPolls();
  }

  @Bean
  Items items() {
    return new Items();
  }

  @Bean
  Lookup lookup() {
    return new Lookup();
  }

  @Bean
  Feed feed() {
    return new Feed();
  }

  @Bean
  BillingSignature billingSignature(ObjectProvider<Clock> clock) {
    return new BillingSignature(clock.getIfUnique(Clock::systemUTC));
  }
}
