package io.dromedary.configuration;

import java.sql.Connection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Ends this process in the middle of its work, for the crash drill: {@code before-commit:17} when
 * the seventeenth transaction that has changed something is about to commit, {@code
 * after-commit:17} when it has just been committed. Nothing is finished and nothing is closed.
 */
final class HaltAt {

  /** The environment variable that the drill sets. */
  static final String VARIABLE = "DROMEDARY_DRILL_HALT";

  /** As after SIGKILL. */
  private static final int STATUS = 137;

  private final boolean before;
  private final AtomicInteger left;

  private HaltAt(boolean before, int count) {
    this.before = before;
    this.left = new AtomicInteger(count);
  }

  /** {@code null} when nothing is asked for. */
  static @Nullable HaltAt of(@Nullable String setting) {
    if (setting == null || setting.isEmpty()) {
      return null;
    }
    if (!setting.matches("(before|after)-commit:[1-9][0-9]{0,8}")) {
      throw new IncompleteSettings(
          List.of(VARIABLE + " (before-commit:COUNT or after-commit:COUNT, for drills only)"));
    }
    String[] parts = setting.split(":");
    return new HaltAt(parts[0].equals("before-commit"), Integer.parseInt(parts[1]));
  }

  /** The same connection, on which commits are counted. */
  Connection watched(Connection connection) {
    boolean[] changed = {false};
    return ConnectionCalls.seenBy(
        (proxy, method, arguments) -> {
          changed[0] |= ConnectionCalls.preparesChange(method, arguments);
          boolean counts = method.getName().equals("commit") && changed[0];
          boolean last = counts && left.decrementAndGet() == 0;
          if (last && before) {
            Runtime.getRuntime().halt(STATUS);
          }
          Object result = ConnectionCalls.pass(connection, method, arguments);
          if (last) {
            Runtime.getRuntime().halt(STATUS);
          }
          if (counts) {
            changed[0] = false;
          }
          return result;
        });
  }
}
