package io.dromedary.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/**
 * Loads the routes file by file. The hub's own must all be right, or it does not start; a connected
 * system's broken file is named and left out, and the others go on.
 */
public final class RouteFiles implements CamelContextConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);
  private static final String ENDING = ".camel.yaml";
  private static final Pattern KAMELET = Pattern.compile("\\bkamelet:([a-z0-9]+(?:-[a-z0-9]+)+)");

  /** Systems that are asked rather than listened to: only where somebody says that they exist. */
  private static final Set<String> POLLED = Set.of("booking-changes", "traffic-situations");

  private final Path directory;
  private final Environment environment;
  private final boolean samples;
  private final Map<String, String> problems = new ConcurrentSkipListMap<>();

  /**
   * @param environment may switch a system with {@code dromedary.sources.NAME.enabled} and a
   *     channel with {@code dromedary.channels.NAME.enabled}, where NAME is the file's name without
   *     its ending
   * @param samples whether the sample systems play, which the delivered polled routes lead to
   */
  RouteFiles(ConfigurationFiles files, Environment environment, boolean samples) {
    this.directory = files.routes();
    this.environment = environment;
    this.samples = samples;
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
    for (String folder : List.of("sources", "channels")) {
      for (Path file : files(folder)) {
        if (isEnabled(folder, file)) {
          loadOrReport(camel, file);
        } else {
          LOG.info("{} is switched off", file.getFileName());
        }
      }
    }
    long sources =
        camel.getRoutes().stream()
            .filter(route -> String.valueOf(route.getSourceResource()).contains("sources"))
            .count();
    LOG.info("{} routes run, {} of them for connected systems", camel.getRoutes().size(), sources);
  }

  private void loadOrReport(CamelContext camel, Path file) {
    List<String> before = camel.getRoutes().stream().map(Route::getRouteId).toList();
    try {
      load(camel, file);
    } catch (Exception e) {
      String explanation = explained(file, e);
      problems.put(String.valueOf(file.getFileName()), explanation);
      LOG.error(
          "the route file {} cannot be used: {}. Mend it and start again; the other systems stay"
              + " connected.",
          file,
          explanation);
      remove(camel, before);
    }
  }

  /** Sources are on unless they are polled and nobody says that they exist; channels are off. */
  private boolean isEnabled(String folder, Path file) {
    String name = String.valueOf(file.getFileName()).replace(ENDING, "");
    boolean usual = folder.equals("sources") && (samples || !POLLED.contains(name));
    return environment.getProperty(
        "dromedary." + folder + "." + name + ".enabled", Boolean.class, usual);
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

  /** The hub's route file that holds this route; the folder when none does. */
  static Path fileOf(Path routes, @Nullable String id) {
    Path folder = routes.toAbsolutePath().normalize().resolve("hub");
    Pattern route =
        Pattern.compile("\\bid:\\s*[\"']?" + Pattern.quote(id + "") + "[\"']?\\s*[,}\\n]");
    try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.of()) {
      return files
          .filter(file -> file.toString().endsWith(ENDING))
          .filter(file -> route.matcher(text(file)).find())
          .findFirst()
          .orElse(folder);
    } catch (IOException e) {
      return folder;
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  /** What is wrong; it may be in a Kamelet of the file as well, of which Camel tells no name. */
  private static String explained(Path file, Throwable problem) {
    String kamelets =
        KAMELET
            .matcher(text(file))
            .results()
            .map(found -> found.group(1) + ".kamelet.yaml")
            .distinct()
            .collect(Collectors.joining(", "));
    return reason(problem) + (kamelets.isEmpty() ? "" : " (it uses " + kamelets + ")");
  }

  /** The innermost explanation, on one line, without the excerpt that YAML parsers add. */
  static String reason(Throwable problem) {
    Throwable last = problem;
    while (last.getCause() != null && last.getCause() != last) {
      last = last.getCause();
    }
    String text = last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
    String line =
        text.lines()
            .filter(each -> !each.startsWith("    "))
            .map(String::strip)
            .collect(Collectors.joining(" "))
            .replaceAll("[.:\\s]+$", "");
    return line.length() > 500 ? line.substring(0, 500) : line;
  }
}
