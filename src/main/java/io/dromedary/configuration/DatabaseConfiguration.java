package io.dromedary.configuration;

import io.dromedary.jdbc.PostgresSessions;
import io.dromedary.jdbc.Transactions;
import io.dromedary.vault.Vault;
import io.dromedary.vault.VaultKeys;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The database: PostgreSQL where one is set, otherwise an embedded one in the data folder. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  /** PostgreSQL's dialect throughout; commits are written together by {@link GroupCommit}. */
  private static final String EMBEDDED =
      "jdbc:h2:file:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
          + ";LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE";

  /** No statement waits longer for the database, be it for a lock or for a network. */
  private static final Duration STATEMENT = Duration.ofSeconds(10);

  @Bean
  @ConfigurationProperties("spring.datasource.hikari")
  GuardedDatabase dataSource(DataSourceProperties properties, HubProperties hub) {
    GuardedDatabase source = new GuardedDatabase();
    String url = properties.getUrl();
    if (!isExternal(properties)) {
      source.setJdbcUrl(
          EMBEDDED.formatted(hub.dataDir().toAbsolutePath().normalize().resolve("database/hub")));
      source.setUsername("dromedary");
      source.setPassword("");
      source.committedBy(new GroupCommit());
    } else {
      source.setJdbcUrl(url);
      source.setUsername(properties.getUsername());
      source.setPassword(properties.getPassword());
      // what the URL says about these comes first
      source.addDataSourceProperty("connectTimeout", "5");
      source.addDataSourceProperty("socketTimeout", String.valueOf(STATEMENT.toSeconds()));
      source.addDataSourceProperty("tcpKeepAlive", "true");
      PostgresSessions.setUp(source);
    }
    source.setPoolName("database");
    source.setMaximumPoolSize(24);
    source.setMinimumIdle(4);
    source.setConnectionTimeout(5_000);
    source.setValidationTimeout(3_000);
    return source;
  }

  private static boolean isExternal(DataSourceProperties properties) {
    return properties.getUrl() != null && !properties.getUrl().isBlank();
  }

  /** Migrations may take longer than any statement of the work. */
  @Bean
  FlywayConfigurationCustomizer migrations(DataSourceProperties properties) {
    return flyway -> {
      boolean external = isExternal(properties);
      flyway.locations(
          "classpath:db/migration", external ? "classpath:db/postgresql" : "classpath:db/h2");
      if (external) {
        flyway.dataSource(properties.getUrl(), properties.getUsername(), properties.getPassword());
      }
    };
  }

  /** Looks after an external database; the embedded one lives and dies with the hub. */
  @Bean(destroyMethod = "close")
  DatabaseWatch databaseWatch(
      DataSourceProperties properties, GuardedDatabase database, Flyway migrated) {
    return isExternal(properties)
        ? DatabaseWatch.of(
            properties.getUrl(), properties.getUsername(), properties.getPassword(), database)
        : DatabaseWatch.none();
  }

  @Bean
  Vault vault(HubProperties hub) {
    return Vault.of(VaultKeys.load(hub.dataDir().resolve("vault.key"), hub.masterKey()));
  }

  /** The transaction policy of the routes. */
  @Bean
  SpringTransactionPolicy required(PlatformTransactionManager transactions) {
    SpringTransactionPolicy policy = new SpringTransactionPolicy(transactions);
    policy.setPropagationBehaviorName("PROPAGATION_REQUIRED");
    return policy;
  }

  @Bean
  Transactions transactions(PlatformTransactionManager manager) {
    TransactionTemplate template = new TransactionTemplate(manager);
    return new Transactions() {
      @Override
      @SuppressWarnings("NullAway") // a supplier that returns null gives null back
      public <T> T call(Supplier<T> work) {
        return template.execute(status -> work.get());
      }
    };
  }

  /** The connected systems' own tables; each may have a database of its own. */
  @Bean
  SourceDatabases sourceDatabases(DataSource hub, org.springframework.core.env.Environment env) {
    return new SourceDatabases(hub, env);
  }
}
