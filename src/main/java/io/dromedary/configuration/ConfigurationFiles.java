package io.dromedary.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Where routes, connectors and templates are read from: the folders that are set, or, where none is
 * and the usual one does not exist, a copy of those that the jar carries.
 *
 * @param routes absolute
 * @param connectors absolute
 * @param templates absolute
 */
public record ConfigurationFiles(Path routes, Path connectors, Path templates) {

  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFiles.class);

  /**
   * The folders of {@code hub}, with the jar's own files unpacked where a usual one is missing.
   *
   * @throws UnusableResource when one that was set is missing: it is mistyped or not mounted
   */
  public static ConfigurationFiles of(HubProperties hub) {
    return new ConfigurationFiles(
        folder("routes", hub.routesDir(), hub.dataDir()),
        folder("connectors", hub.connectorsDir(), hub.dataDir()),
        folder("templates", hub.templatesDir(), hub.dataDir()));
  }

  private static Path folder(String name, Path wanted, Path dataDir) {
    Path folder = wanted.toAbsolutePath().normalize();
    if (Files.isDirectory(folder)) {
      return folder;
    }
    if (!folder.equals(Path.of(name).toAbsolutePath().normalize())) {
      throw new UnusableResource(
          "The folder " + folder + " of " + name + " does not exist",
          "Create it or correct DROMEDARY_"
              + name.toUpperCase(Locale.ROOT)
              + "_DIR; unset it to work with the "
              + name
              + " that the hub brings.",
          new NoSuchFileException(folder.toString()));
    }
    Path copy = dataDir.toAbsolutePath().normalize().resolve("defaults").resolve(name);
    LOG.info(
        "{} does not exist: working with the {} that the hub brings, in {}", folder, name, copy);
    try {
      unpack(name, copy);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack the hub's own " + name + " into " + copy, e);
    }
    return copy;
  }

  private static void unpack(String name, Path target) throws IOException {
    String root = "defaults/" + name + "/";
    Resource[] resources =
        new PathMatchingResourcePatternResolver().getResources("classpath*:" + root + "**/*.*");
    for (Resource resource : resources) {
      String address = resource.getURL().toString();
      Path file = target.resolve(address.substring(address.indexOf(root) + root.length()));
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try (var content = resource.getInputStream()) {
        Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
