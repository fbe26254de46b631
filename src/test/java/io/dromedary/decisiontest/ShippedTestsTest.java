package io.dromedary.decisiontest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.cost.DeliveredPrices;
import io.dromedary.cost.Prices;
import io.dromedary.event.EventSchemas;
import io.dromedary.template.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests that are delivered beside routes and templates hold, and leave no binding out. */
class ShippedTestsTest {

  private static final SourceMessages SOURCES = new SourceMessages(Path.of("connectors"));
  private static final Catalogue CATALOGUE = catalogue();
  private static final DecisionTester TESTER =
      new DecisionTester(
          CATALOGUE,
          EventSchemas.load(Path.of("templates/events")),
          ShippedTestsTest::prices,
          SOURCES);

  private static Catalogue catalogue() {
    try {
      return Catalogue.load(Path.of("templates")).catalogue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the price files that tests of prices add to the class path. */
  private static Prices prices(String currency) {
    return DeliveredPrices.load(
        DeliveredPrices.files(DeliveredPrices.FOLDER),
        DeliveredPrices.account(currency, ZoneOffset.UTC));
  }

  static List<DecisionTest> tests() throws IOException {
    List<DecisionTest> tests = new ArrayList<>();
    for (String folder : List.of("templates", "routes")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file :
            files.filter(f -> f.toString().endsWith(TestFile.ENDING)).sorted().toList()) {
          TestFile read = TestFile.read(file);
          assertThat(read.problems()).isEmpty();
          tests.addAll(read.tests());
        }
      }
    }
    return tests;
  }

  @ParameterizedTest
  @MethodSource("tests")
  void itHolds(DecisionTest test) {
    assertThat(TESTER.run(test).failures()).isEmpty();
  }

  @Test
  void everyBindingIsToldRefusedAndLateAndToldInAnotherLanguage() throws IOException {
    Map<String, Set<String>> seen = new HashMap<>();
    for (DecisionTest test : tests()) {
      for (JsonNode expect : expectations(test)) {
        Set<String> kinds =
            seen.computeIfAbsent(expect.path("binding").asText(), binding -> new HashSet<>());
        if (expect.has("text")) {
          kinds.add("told in " + expect.path("language").asText());
        }
        kinds.add(expect.path("reason").asText());
      }
    }
    for (String binding : bindings()) {
      assertThat(seen.getOrDefault(binding, Set.of()))
          .as(binding)
          .contains("no-consent", "deadline-passed")
          .filteredOn(kind -> kind.startsWith("told in "))
          .hasSizeGreaterThan(1);
    }
  }

  private static List<JsonNode> expectations(DecisionTest test) {
    JsonNode expect = test.body().path("expect");
    List<JsonNode> all = new ArrayList<>();
    if (expect.isArray()) {
      expect.forEach(all::add);
    } else {
      all.add(expect);
    }
    return all;
  }

  private static List<String> bindings() throws IOException {
    List<String> ids = new ArrayList<>();
    EventSchemas.load(Path.of("templates/events"))
        .types()
        .forEach(type -> CATALOGUE.bindings(type).forEach(binding -> ids.add(binding.id())));
    assertThat(ids).isNotEmpty();
    return ids;
  }

  @AfterAll
  static void close() {
    SOURCES.close();
  }
}
