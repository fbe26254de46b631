package io.dromedary.template;

import java.util.List;

/**
 * What reading a folder of templates gave.
 *
 * @param catalogue the files without a problem
 * @param problems of the files that were left out; empty: all are in
 */
public record CatalogueLoad(Catalogue catalogue, List<CatalogueProblem> problems) {

  public CatalogueLoad {
    problems = List.copyOf(problems);
  }
}
