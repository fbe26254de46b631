package io.dromedary.cost;

import io.dromedary.template.CatalogueProblem;
import java.util.List;

/**
 * What reading price files gave.
 *
 * @param prices know nothing when there is a problem
 * @param problems with file, line, and what to do; empty: all files count
 */
public record PricesLoad(Prices prices, List<CatalogueProblem> problems) {

  public PricesLoad {
    problems = List.copyOf(problems);
  }
}
