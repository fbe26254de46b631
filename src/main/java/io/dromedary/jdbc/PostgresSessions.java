package io.dromedary.jdbc;

import com.zaxxer.hikari.HikariConfig;

/** What the hub's statements expect of their sessions with PostgreSQL. */
public final class PostgresSessions {

  private PostgresSessions() {}

  /**
   * Makes the sessions of a pool
   *
   * <ul>
   *   <li>read by index wherever there is one. PostgreSQL keeps a statement's plan until it next
   *       takes statistics of the table, a minute or more; a plan that was made for a handful of
   *       rows would read the whole of what a burst has brought, with every claim;
   *   <li>compile no statement: one that has no index looks endlessly expensive then;
   *   <li>send the inserts of a batch as one statement, which then does not count them one by one.
   * </ul>
   *
   * What the pool's own settings say later, or its URL, comes first.
   */
  public static void setUp(HikariConfig pool) {
    pool.setConnectionInitSql("set enable_seqscan = off; set jit = off");
    pool.addDataSourceProperty("reWriteBatchedInserts", "true");
  }
}
