package io.dromedary.configuration;

import com.zaxxer.hikari.HikariDataSource;
import io.dromedary.jdbc.Transactions;
import io.dromedary.vault.Vault;
import io.dromedary.vault.VaultKeys;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The database: PostgreSQL where one is set, otherwise an embedded one in the data folder. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  /**
   * Without the write delay, a commit is on disk when it returns; PostgreSQL's dialect throughout.
   */
  private static final String EMBEDDED =
      "jdbc:h2:file:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
          + ";WRITE_DELAY=0;LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE";

  @Bean
  @ConfigurationProperties("spring.datasource.hikari")
  HikariDataSource dataSource(DataSourceProperties properties, HubProperties hub) {
    HikariDataSource source = new HikariDataSource();
    String url = properties.getUrl();
    if (url == null || url.isBlank()) {
      source.setJdbcUrl(
          EMBEDDED.formatted(hub.dataDir().toAbsolutePath().normalize().resolve("database/hub")));
      source.setUsername("dromedary");
      source.setPassword("");
    } else {
      source.setJdbcUrl(url);
      source.setUsername(properties.getUsername());
      source.setPassword(properties.getPassword());
    }
    source.setPoolName("database");
    source.setMaximumPoolSize(24);
    source.setMinimumIdle(4);
    source.setConnectionTimeout(10_000);
    return source;
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
