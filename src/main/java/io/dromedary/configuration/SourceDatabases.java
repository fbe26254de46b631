package io.dromedary.configuration;

import com.zaxxer.hikari.HikariDataSource;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Names that routes use for the databases of connected systems: {@code
 * dromedary.datasources.erp.url}, {@code .username}, {@code .password} make the data source {@code
 * erp}. Names without a setting mean the hub's own database, which is where the sample systems
 * live.
 */
public final class SourceDatabases implements CamelContextConfiguration, AutoCloseable {

  /** The names that the delivered routes use. */
  private static final String[] DELIVERED = {"erp", "booking", "bank"};

  private final DataSource hub;
  private final Map<String, Settings> settings;
  private final Map<String, HikariDataSource> opened = new HashMap<>();

  SourceDatabases(DataSource hub, Environment environment) {
    this.hub = hub;
    this.settings =
        Binder.get(environment)
            .bind("dromedary.datasources", Bindable.mapOf(String.class, Settings.class))
            .orElse(Map.of());
  }

  /** Whether this name means the hub's own database, so that one transaction can span both. */
  public boolean isTheHubs(String name) {
    return !settings.containsKey(name);
  }

  @Override
  public void beforeApplicationStart(CamelContext camel) {
    for (String name : DELIVERED) {
      camel.getRegistry().bind(name, DataSource.class, hub);
    }
    settings.forEach(
        (name, setting) -> {
          HikariDataSource source = new HikariDataSource();
          source.setPoolName(name);
          source.setJdbcUrl(setting.url());
          source.setUsername(setting.username());
          source.setPassword(setting.password());
          source.setMaximumPoolSize(4);
          source.setInitializationFailTimeout(-1);
          opened.put(name, source);
          camel.getRegistry().bind(name, DataSource.class, source);
        });
  }

  @Override
  public void afterApplicationStart(CamelContext camel) {
    // nothing: routes find the names when they are loaded
  }

  @Override
  public void close() {
    opened.values().forEach(HikariDataSource::close);
  }

  /** One database of a connected system. */
  record Settings(String url, String username, String password) {}
}
