package io.dromedary.configuration;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What looks at the calls of a connection has in common. */
final class ConnectionCalls {

  private ConnectionCalls() {}

  /** A connection whose calls all go to {@code handler}. */
  static Connection seenBy(InvocationHandler handler) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
  }

  /** Passes a call on; the connection's own exception comes out. */
  static @Nullable Object pass(Connection connection, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  /** Whether it prepares a statement that may change something. */
  static boolean preparesChange(Method method, Object @Nullable [] arguments) {
    return method.getName().startsWith("prepare")
        && arguments != null
        && arguments.length > 0
        && !String.valueOf(arguments[0])
            .stripLeading()
            .toLowerCase(Locale.ROOT)
            .startsWith("select");
  }
}
