package io.dromedary.event.jdbc;

import io.dromedary.testing.Databases;
import javax.sql.DataSource;

class H2SubjectStatesTest extends JdbcSubjectStatesContract {

  @Override
  DataSource database() {
    return Databases.h2();
  }
}
