package io.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What holds for every file in {@code routes/} besides what the linter asks of any (LinterTest):
 * whoever reads them finds his way, and nothing is dead.
 */
class RouteCatalogTest {

  private static final Path ROUTES = Path.of("routes");
  private static final Pattern ENDPOINT = Pattern.compile("^(direct|seda|kamelet):([\\w-]+).*");
  private static final YAMLMapper YAML = new YAMLMapper();

  private static final Map<Path, JsonNode> FILES = files();

  @Test
  void theFirstLineDrawsTheFlow() throws IOException {
    for (Path file : FILES.keySet()) {
      String first = Files.readAllLines(file).get(0);

      assertThat(first).as("first line of %s", file).startsWith("# ").contains(" > ");
    }
  }

  @Test
  void aConnectedSystemsFileIsNamedAfterItsFirstRoute() {
    FILES.forEach(
        (file, content) -> {
          if (file.startsWith(ROUTES.resolve("sources"))) {
            assertThat(file).hasFileName(content.at("/0/route/id").asText() + ".camel.yaml");
          }
        });
  }

  @Test
  void nobodyListensWhereNothingIsSent() throws IOException {
    String java = javaSources();
    Set<String> producers = endpoints(List.of("to", "toD", "wireTap", "enrich", "pollEnrich"));

    assertThat(consumers())
        .allSatisfy(
            consumer ->
                assertThat(producers.contains(consumer) || java.contains("\"" + consumer + "\""))
                    .as("somebody sends to %s: a route, or Java as an entry", consumer)
                    .isTrue());
  }

  private static Set<String> consumers() {
    Set<String> consumers = endpoints(List.of("from"));
    consumers.removeIf(uri -> uri.startsWith("kamelet:"));
    return consumers;
  }

  private static Set<String> endpoints(List<String> eips) {
    Set<String> found = new TreeSet<>();
    for (JsonNode content : FILES.values()) {
      for (String eip : eips) {
        for (JsonNode end : content.findValues(eip)) {
          String text = end.isTextual() ? end.asText() : end.path("uri").asText();
          Matcher uri = ENDPOINT.matcher(text);
          if (uri.matches()) {
            found.add(uri.group(1) + ":" + uri.group(2));
          }
        }
      }
    }
    return found;
  }

  private static String javaSources() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  private static Map<Path, JsonNode> files() {
    Map<Path, JsonNode> parsed = new TreeMap<>();
    try (Stream<Path> files = Files.walk(ROUTES)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".camel.yaml")).toList()) {
        parsed.put(file, YAML.readTree(file.toFile()));
      }
    } catch (IOException e) {
      throw new IllegalStateException("a route file cannot be parsed: " + e.getMessage(), e);
    }
    return parsed;
  }
}
