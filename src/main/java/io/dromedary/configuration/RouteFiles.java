package io.dromedary.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the routes file by file. The hub's own must all be right, or it does not start; a connected
 * system's broken file is named and left out, and the others go on.
 */
public final class RouteFiles implements CamelContextConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);
  private static final String ENDING = ".camel.yaml";

  private final Path directory;
  private final Map<String, String> problems = new ConcurrentSkipListMap<>();

  RouteFiles(ConfigurationFiles files) {
    this.directory = files.routes();
  }

  /** File name to what is wrong with it, of the routes that do not run. */
  public Map<String, String> problems() {
    return new TreeMap<>(problems);
  }

  @Override
  public void beforeApplicationStart(CamelContext camel) {
    for (Path file : files("hub")) {
      try {
        load(camel, file);
      } catch (Exception e) {
        throw new UnusableResource(
            "The hub's route file " + file + " cannot be used: " + reason(e),
            "Mend the file, or take the one that the hub was delivered with.",
            e);
      }
    }
  }

  @Override
  public void afterApplicationStart(CamelContext camel) {
    for (Path file : files("sources")) {
      List<String> before = camel.getRoutes().stream().map(Route::getRouteId).toList();
      try {
        load(camel, file);
      } catch (Exception e) {
        problems.put(String.valueOf(file.getFileName()), reason(e));
        LOG.error(
            "the route file {} cannot be used: {}. Mend it and start again; the other systems stay"
                + " connected.",
            file,
            reason(e));
        remove(camel, before);
      }
    }
    long sources =
        camel.getRoutes().stream()
            .filter(route -> String.valueOf(route.getSourceResource()).contains("sources"))
            .count();
    LOG.info("{} routes run, {} of them for connected systems", camel.getRoutes().size(), sources);
  }

  private static void load(CamelContext camel, Path file) throws Exception {
    Resource resource = ResourceHelper.resolveMandatoryResource(camel, "file:" + file);
    RoutesLoader loader = PluginHelper.getRoutesLoader(camel);
    loader.loadRoutes(resource);
  }

  private static void remove(CamelContext camel, List<String> before) {
    for (Route route : List.copyOf(camel.getRoutes())) {
      if (!before.contains(route.getRouteId())) {
        try {
          camel.getRouteController().stopRoute(route.getRouteId());
          camel.removeRoute(route.getRouteId());
        } catch (Exception e) {
          LOG.error("route {} of a broken file could not be removed", route.getRouteId(), e);
        }
      }
    }
  }

  private List<Path> files(String folder) {
    Path path = directory.resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the routes in " + path, e);
    }
  }

  /** The innermost explanation, on one line. */
  private static String reason(Throwable problem) {
    Throwable last = problem;
    while (last.getCause() != null && last.getCause() != last) {
      last = last.getCause();
    }
    String text = last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
    return text.lines().findFirst().orElse(text);
  }
}
