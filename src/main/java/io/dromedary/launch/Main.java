package io.dromedary.launch;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;

/**
 * The entry of the packaged jar. Spring Boot's launcher calls it with a class loader that asks each
 * of the two hundred archives in the jar for each class; the application starts in an {@link
 * IndexedClassLoader} over the same archives instead. From a class path of its own (an extracted
 * jar, an IDE, {@code spring-boot:run}) the application simply starts.
 */
public final class Main {

  private static final String APPLICATION = "io.dromedary.DromedaryApplication";

  private Main() {}

  public static void main(String[] args) throws Throwable {
    ClassLoader loader = applicationLoader(Main.class.getClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    try {
      Class.forName(APPLICATION, true, loader)
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static ClassLoader applicationLoader(ClassLoader own) {
    if (own instanceof URLClassLoader nested) {
      try {
        return new IndexedClassLoader(nested.getURLs(), nested.getParent());
      } catch (IOException e) {
        // packed in a way that only Spring Boot reads: its own loader is slower, and right
        return own;
      }
    }
    return own;
  }
}
