package io.dromedary.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one file. */
final class Findings {

  private final String file;
  private final List<CatalogueProblem> problems = new ArrayList<>();

  Findings(String file) {
    this.file = file;
  }

  void add(@Nullable Integer line, String rule, String message, String remedy) {
    problems.add(new CatalogueProblem(file, line, rule, message, remedy));
  }

  void add(YamlValue where, String rule, String message, String remedy) {
    add(where.line(), rule, message, remedy);
  }

  boolean none() {
    return problems.isEmpty();
  }

  List<CatalogueProblem> problems() {
    return List.copyOf(problems);
  }
}
