package io.dromedary.cost.jdbc;

import io.dromedary.testing.Databases;
import javax.sql.DataSource;

class PostgresSpendingTest extends SpendingContract {

  @Override
  DataSource database() {
    return Databases.postgres();
  }
}
