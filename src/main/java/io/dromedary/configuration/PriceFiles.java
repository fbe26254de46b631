package io.dromedary.configuration;

import io.dromedary.cost.PriceSettings;
import io.dromedary.cost.Prices;
import io.dromedary.cost.PricesLoad;
import io.dromedary.template.CatalogueProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Finds the price files: those of the folder that is set, or those that the jar carries. */
final class PriceFiles {

  private PriceFiles() {}

  /**
   * @throws UnusableResource when the folder cannot be read or a file has a problem: a price that
   *     is wrong in silence would be worse than a hub that does not start
   */
  static Prices load(HubProperties.Prices set, PriceSettings settings) {
    Path folder = set.dir();
    PricesLoad load = Prices.load(folder == null ? delivered() : files(folder), settings);
    if (!load.problems().isEmpty()) {
      throw new UnusableResource(
          "The price files"
              + (folder == null ? "" : " in " + folder.toAbsolutePath().normalize())
              + " cannot be used: "
              + load.problems().stream()
                  .map(CatalogueProblem::toString)
                  .collect(Collectors.joining("; ")),
          "Mend what is named, or unset DROMEDARY_PRICES_DIR to work with the delivered prices.",
          null);
    }
    return load.prices();
  }

  private static Map<String, String> files(Path folder) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.filter(each -> each.toString().endsWith(".yaml")).toList()) {
        files.put(String.valueOf(path.getFileName()), text(Files.readAllBytes(path)));
      }
    } catch (IOException | UncheckedIOException e) {
      throw new UnusableResource(
          "The folder of price files " + folder.toAbsolutePath().normalize() + " cannot be read.",
          "Correct DROMEDARY_PRICES_DIR, or unset it to work with the delivered prices.",
          e);
    }
    return files;
  }

  private static Map<String, String> delivered() {
    Map<String, String> files = new TreeMap<>();
    try {
      for (Resource resource :
          new PathMatchingResourcePatternResolver().getResources("classpath*:prices/*.yaml")) {
        files.put(String.valueOf(resource.getFilename()), text(bytes(resource)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The hub's own price files cannot be read", e);
    }
    return files;
  }

  private static byte[] bytes(Resource resource) throws IOException {
    try (var content = resource.getInputStream()) {
      return content.readAllBytes();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
