package io.dromedary.cost.jdbc;

import io.dromedary.testing.Databases;
import javax.sql.DataSource;

class H2SpendingTest extends SpendingContract {

  @Override
  DataSource database() {
    return Databases.h2();
  }
}
