package io.dromedary.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.PreparedStatementSetter;

/** Values on their way into and out of columns. */
public final class Columns {

  private Columns() {}

  /** An instant as a column value; microseconds, which is what both databases keep. */
  public static @Nullable OffsetDateTime at(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  /**
   * The parameters of a statement whose first one is an array.
   *
   * @param type of the elements, as the database calls it
   * @param others the parameters after it
   */
  public static PreparedStatementSetter array(
      String type, Collection<?> values, @Nullable Object... others) {
    return array(1, type, values, others);
  }

  /**
   * The parameters of a statement whose last one is an array.
   *
   * @param type of the elements, as the database calls it
   * @param others the parameters before it
   */
  public static PreparedStatementSetter arrayLast(
      String type, Collection<?> values, @Nullable Object... others) {
    return array(others.length + 1, type, values, others);
  }

  private static PreparedStatementSetter array(
      int place, String type, Collection<?> values, @Nullable Object[] others) {
    return statement -> {
      for (int i = 1; i <= others.length; i++) {
        statement.setObject(i < place ? i : i + 1, others[i - 1]);
      }
      statement.setArray(place, statement.getConnection().createArrayOf(type, values.toArray()));
    };
  }

  /** An instant that may be absent. */
  public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  /** An instant of a column that is never null. */
  public static Instant requiredInstant(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(instant(row, column), column);
  }

  /** A text of a column that is never null. */
  public static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getString(column), column);
  }

  /** A UUID of a column that is never null. */
  public static UUID uuid(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, UUID.class), column);
  }

  /** A number that may be absent. */
  public static @Nullable Long number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
