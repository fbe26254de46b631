package io.dromedary.cli;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** How this very program is started again, as a hub. */
final class ThisProgram {

  private ThisProgram() {}

  /** The arguments of {@code java}, with options of the virtual machine before them. */
  static List<String> arguments(List<String> options) {
    List<String> arguments = new ArrayList<>(options);
    String classPath = System.getProperty("java.class.path");
    arguments.addAll(
        classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)
            ? List.of("-jar", classPath)
            : List.of("-cp", classPath, "io.dromedary.DromedaryApplication"));
    return arguments;
  }
}
