package io.dromedary;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;

/**
 * What holds for every file in {@code routes/}, seen without starting anything: whoever reads them
 * finds his way, and nothing leads nowhere.
 */
class RouteCatalogTest {

  private static final Path ROUTES = Path.of("routes");
  private static final Path CONNECTORS = Path.of("connectors");
  private static final Pattern ENDPOINT = Pattern.compile("^(direct|seda|kamelet):([\\w-]+).*");
  private static final Pattern NAMED_BEAN = Pattern.compile("^#(?:bean:)?([\\w-]+)$");
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
  void everyRouteHasAnIdOfItsOwnAndAnOperatorsDescription() {
    Map<String, Path> ids = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    each(
        Set.of("route", "routeConfiguration"),
        (file, route) -> {
          String id = route.path("id").asText();
          Path other = ids.putIfAbsent(id, file);
          if (id.isEmpty() || other != null) {
            problems.add(file + ": id '" + id + "' is missing or also in " + other);
          }
          if (route.path("description").asText().length() < 10) {
            problems.add(file + ": " + id + " has no description");
          }
        });

    assertThat(problems).isEmpty();
    assertThat(ids).isNotEmpty();
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
  void nothingIsSentWhereNobodyListens() {
    Set<String> consumers = consumers();

    producers()
        .forEach(
            (endpoint, file) -> {
              if (!endpoint.startsWith("kamelet:")) {
                assertThat(consumers).as("consumers of what %s sends", file).contains(endpoint);
              }
            });
  }

  @Test
  void nobodyListensWhereNothingIsSent() throws IOException {
    String java = javaSources();
    Set<String> producers = producers().keySet();

    assertThat(consumers())
        .allSatisfy(
            consumer ->
                assertThat(producers.contains(consumer) || java.contains("\"" + consumer + "\""))
                    .as("somebody sends to %s: a route, or Java as an entry", consumer)
                    .isTrue());
  }

  @Test
  void everyKameletExistsAndIsGivenWhatItAsksFor() throws IOException {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<Path, JsonNode> file : FILES.entrySet()) {
      for (JsonNode end : findObjects(file.getValue(), "uri")) {
        Matcher uri = ENDPOINT.matcher(end.path("uri").asText());
        if (uri.matches() && uri.group(1).equals("kamelet")) {
          check(file.getKey(), uri.group(2), end, problems);
        }
      }
    }

    assertThat(problems).isEmpty();
  }

  @Test
  void everyBeanExistsAndHasTheMethod() {
    Map<String, JavaClass> beans = beans();
    List<String> problems = new ArrayList<>();
    FILES.forEach(
        (file, content) -> {
          for (JsonNode call : findObjects(content, "ref")) {
            String bean = call.path("ref").asText();
            String method = call.path("method").asText().replaceAll("\\(.*", "");
            JavaClass type = beans.get(bean);
            if (type == null) {
              problems.add(file + ": nothing is called " + bean);
            } else if (!method.isEmpty() && !hasMethod(type, method)) {
              problems.add(file + ": " + type.getSimpleName() + " has no method " + method);
            }
          }
          for (String text : texts(content)) {
            Matcher named = NAMED_BEAN.matcher(text);
            if (named.matches() && !beans.containsKey(named.group(1))) {
              problems.add(file + ": nothing is called " + text);
            }
          }
        });

    assertThat(problems).isEmpty();
  }

  @Test
  void errorHandlingThatIsNamedExists() {
    Set<String> known = new TreeSet<>();
    each(
        Set.of("routeConfiguration"),
        (file, configuration) -> known.add(configuration.path("id").asText()));

    each(
        Set.of("route"),
        (file, route) -> {
          String named = route.path("routeConfigurationId").asText();
          if (!named.isEmpty() || route.at("/from/uri").asText().startsWith("kamelet:")) {
            assertThat(known).as("error handling of %s", file).contains(named);
          }
        });
  }

  @Test
  void everyExceptionThatIsCaughtExists() {
    FILES.forEach(
        (file, content) ->
            content
                .findValues("exception")
                .forEach(
                    names ->
                        names.forEach(
                            name ->
                                assertThat(exists(name.asText()))
                                    .as("%s catches %s", file, name.asText())
                                    .isTrue())));
  }

  @Test
  void anExpressionThatNeedsAnAndIsAMethod() {
    FILES.forEach(
        (file, content) ->
            content
                .findValues("simple")
                .forEach(
                    simple ->
                        assertThat(simple.asText()).as("%s", file).doesNotContain("&&", "||")));
  }

  @Test
  void noLogLineShowsAMessage() {
    FILES.forEach(
        (file, content) ->
            content
                .findValues("log")
                .forEach(
                    log ->
                        assertThat(log.isTextual() ? log.asText() : log.path("message").asText())
                            .as("log line in %s", file)
                            .doesNotContain("${body", "${header", "${in.")));
  }

  private static void check(Path file, String kamelet, JsonNode end, List<String> problems)
      throws IOException {
    Path definition = CONNECTORS.resolve(kamelet + ".kamelet.yaml");
    if (!Files.exists(definition)) {
      problems.add(file + ": there is no " + definition);
      return;
    }
    JsonNode schema = YAML.readTree(definition.toFile()).at("/spec/definition");
    JsonNode given = end.path("parameters");
    given
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!schema.path("properties").has(name)) {
                problems.add(file + ": " + kamelet + " has no property " + name);
              }
            });
    for (JsonNode required : schema.path("required")) {
      if (!given.has(required.asText())) {
        problems.add(file + ": " + kamelet + " needs " + required.asText());
      }
    }
  }

  private static Set<String> consumers() {
    Set<String> consumers = new TreeSet<>();
    each(Set.of("route"), (file, route) -> endpoint(route.path("from"), consumers::add));
    consumers.removeIf(uri -> uri.startsWith("kamelet:"));
    return consumers;
  }

  /** Where routes send to, each with a file that does. */
  private static Map<String, Path> producers() {
    Map<String, Path> producers = new TreeMap<>();
    FILES.forEach(
        (file, content) -> {
          for (String eip : List.of("to", "toD", "wireTap", "enrich", "pollEnrich")) {
            content.findValues(eip).forEach(end -> endpoint(end, uri -> producers.put(uri, file)));
          }
        });
    return producers;
  }

  private static void endpoint(JsonNode end, java.util.function.Consumer<String> found) {
    Matcher uri = ENDPOINT.matcher(end.isTextual() ? end.asText() : end.path("uri").asText());
    if (uri.matches()) {
      found.accept(uri.group(1) + ":" + uri.group(2));
    }
  }

  private static void each(Set<String> kinds, BiConsumer<Path, JsonNode> action) {
    FILES.forEach(
        (file, content) -> {
          for (JsonNode item : content) {
            for (String kind : kinds) {
              if (item.has(kind)) {
                action.accept(file, item.path(kind));
              }
            }
          }
        });
  }

  /** What the configuration names, with the type that is declared for it. */
  private static Map<String, JavaClass> beans() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.dromedary");
    Map<String, JavaClass> beans = new TreeMap<>();
    for (JavaClass type : classes) {
      for (JavaMethod method : type.getMethods()) {
        method
            .tryGetAnnotationOfType(Bean.class)
            .ifPresent(
                bean -> {
                  String[] names = bean.value().length > 0 ? bean.value() : bean.name();
                  List<String> all = names.length > 0 ? List.of(names) : List.of(method.getName());
                  all.forEach(name -> beans.put(name, method.getRawReturnType()));
                });
      }
    }
    return beans;
  }

  private static boolean hasMethod(JavaClass type, String method) {
    return type.getAllMethods().stream().anyMatch(each -> each.getName().equals(method));
  }

  private static boolean exists(String type) {
    try {
      Class.forName(type, false, RouteCatalogTest.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
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

  private static List<JsonNode> findObjects(JsonNode node, String member) {
    return node.findParents(member);
  }

  private static Set<String> texts(JsonNode node) {
    if (node.isTextual()) {
      return Set.of(node.asText());
    }
    Iterable<JsonNode> children = () -> (Iterator<JsonNode>) node.elements();
    return StreamSupport.stream(children.spliterator(), false)
        .flatMap(child -> texts(child).stream())
        .collect(toSet());
  }

  private static Map<Path, JsonNode> files() {
    Map<Path, JsonNode> parsed = new TreeMap<>();
    try (Stream<Path> files = Files.walk(ROUTES)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
        parsed.put(file, YAML.readTree(file.toFile()));
      }
    } catch (IOException e) {
      throw new IllegalStateException("a route file cannot be parsed: " + e.getMessage(), e);
    }
    return parsed;
  }
}
