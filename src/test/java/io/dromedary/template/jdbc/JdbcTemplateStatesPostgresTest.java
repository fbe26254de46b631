package io.dromedary.template.jdbc;

import io.dromedary.template.TemplateStates;
import io.dromedary.template.TemplateStatesContract;
import io.dromedary.testing.Databases;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class JdbcTemplateStatesPostgresTest extends TemplateStatesContract {

  @Override
  protected TemplateStates create() {
    DataSource database = Databases.postgres();
    return new JdbcTemplateStates(
        new JdbcTemplate(database),
        new TransactionTemplate(new DataSourceTransactionManager(database)));
  }
}
