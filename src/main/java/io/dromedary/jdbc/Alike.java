package io.dromedary.jdbc;

import static io.dromedary.jdbc.Columns.arrayLast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Changes of rows by their ids. Those that get the same values are changed by one statement, and
 * all statements go in one round trip: a statement of its own costs the database more than the
 * change of a row. For one thread and one update.
 */
public final class Alike {

  private final Map<List<@Nullable Object>, List<UUID>> ids = new LinkedHashMap<>();

  /**
   * Adds a row, once.
   *
   * @param values the parameters before the ids
   */
  public void add(UUID id, @Nullable Object... values) {
    ids.computeIfAbsent(Arrays.asList(values), none -> new ArrayList<>()).add(id);
  }

  /**
   * Changes the rows that were added, in the caller's transaction; nothing where none was. Rows are
   * locked in no particular order: whoever cares has locked them before.
   *
   * @param statement its last parameter is the array of ids
   */
  public void update(JdbcTemplate sql, String statement) {
    if (ids.isEmpty()) {
      return;
    }
    sql.batchUpdate(
        statement,
        ids.entrySet(),
        ids.size(),
        (prepared, alike) ->
            arrayLast("uuid", alike.getValue(), alike.getKey().toArray()).setValues(prepared));
  }
}
