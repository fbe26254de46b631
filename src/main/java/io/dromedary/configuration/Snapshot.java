package io.dromedary.configuration;

import io.dromedary.event.EventSchemas;
import io.dromedary.template.Catalogue;
import io.dromedary.template.CatalogueLoad;
import io.dromedary.template.CatalogueProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration that events are accepted under: templates, bindings and schemas, read once and
 * immutable. What is broken is named and left out.
 *
 * @param problems what is broken, in an operator's words
 */
public record Snapshot(Catalogue catalogue, EventSchemas schemas, List<String> problems) {

  private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);

  /** Reads the templates folder. */
  static Snapshot load(ConfigurationFiles files) {
    CatalogueLoad load;
    try {
      load = Catalogue.load(files.templates());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the templates in " + files.templates(), e);
    }
    EventSchemas schemas = EventSchemas.load(files.templates().resolve("events"));
    List<String> problems =
        java.util.stream.Stream.concat(
                load.problems().stream().map(CatalogueProblem::toString),
                schemas.problems().stream())
            .toList();
    problems.forEach(problem -> LOG.error("{}", problem));
    LOG.info(
        "{} event types, {} templates, configuration {}",
        schemas.types().size(),
        load.catalogue().templates().size(),
        load.catalogue().id().substring(0, 12));
    return new Snapshot(load.catalogue(), schemas, problems);
  }
}
