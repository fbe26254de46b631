package io.dromedary.event.jdbc;

import io.dromedary.testing.Databases;
import javax.sql.DataSource;

class PostgresSubjectStatesTest extends JdbcSubjectStatesContract {

  @Override
  DataSource database() {
    return Databases.postgres();
  }
}
