package io.dromedary.decisiontest;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.policy.Reason;
import io.dromedary.template.CatalogueProblem;
import io.dromedary.template.QuietHours;
import io.dromedary.template.TemplateStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The tests of one file, or what is wrong with it: a test with a misspelt key must not pass because
 * the key was never looked at.
 *
 * @param problems with file and line; when there are any, {@code tests} is empty
 */
public record TestFile(List<DecisionTest> tests, List<CatalogueProblem> problems) {

  /** How the names of test files end. */
  public static final String ENDING = ".test.yaml";

  static final String DRIFTED = "drifted";

  static final Set<String> TEST =
      Set.of(
          "name", "now", "given", "event", "file", "connector", "files", "with", "expect", "then");
  static final Set<String> GIVEN =
      Set.of(
          "consents",
          "window",
          "templates",
          "told",
          "reach",
          "quietHours",
          "allowList",
          "audience",
          "acceptedAt",
          "zone",
          "region",
          "currency",
          "predecessor",
          "properties");
  static final Set<String> EXPECT =
      Set.of(
          "file",
          "ref",
          "binding",
          "type",
          "outcome",
          "reason",
          "refusedBy",
          "until",
          "channel",
          "template",
          "language",
          "form",
          "header",
          "text",
          "footer",
          "buttons",
          "parameters",
          "message",
          "price",
          "silent",
          "faults");

  /**
   * Reads a file.
   *
   * @throws IOException when it cannot be read
   */
  public static TestFile read(Path file) throws IOException {
    Document document = Document.parse(file.toString(), Files.readString(file));
    List<DecisionTest> tests = new ArrayList<>();
    if (document.problems().isEmpty()) {
      keys(document, "", document.root(), Set.of("tests"));
      JsonNode all = document.root().path("tests");
      if (!all.isArray() || all.isEmpty()) {
        document.report("/tests", "missing", "there are no tests", "Add tests: [{name: …}].");
      }
      Set<String> names = new HashSet<>();
      for (int i = 0; i < all.size(); i++) {
        String at = "/tests/" + i;
        test(document, at, all.get(i));
        String name = all.get(i).path("name").asText();
        if (!names.add(name)) {
          document.report(at + "/name", "name-twice", "two tests have this name", "Rename one.");
        }
        tests.add(new DecisionTest(file, document.line(at), name, all.get(i)));
      }
    }
    List<CatalogueProblem> problems = document.problems();
    return new TestFile(problems.isEmpty() ? List.copyOf(tests) : List.of(), problems);
  }

  private static void test(Document document, String at, JsonNode test) {
    keys(document, at, test, TEST);
    required(document, at, test, "name");
    instant(document, at, test, "now", true);
    long events = List.of("event", "file", "files").stream().filter(test::has).count();
    if (events != 1) {
      document.report(at, "event", "a test needs one of event, file, files", "Give one of them.");
    }
    if (test.has("connector") && test.has("event")) {
      document.report(at + "/connector", "event", "a connector reads files", "Give file: …");
    }
    for (int i = 0; i < test.path("files").size(); i++) {
      String one = at + "/files/" + i;
      keys(document, one, test.path("files").get(i), Set.of("file", "at"));
      required(document, one, test.path("files").get(i), "file");
      instant(document, one, test.path("files").get(i), "at", false);
    }
    given(document, at + "/given", test.path("given"));
    expect(document, at, test);
    for (int i = 0; i < test.path("then").size(); i++) {
      String step = at + "/then/" + i;
      JsonNode one = test.path("then").get(i);
      keys(document, step, one, Set.of("at", "given", "expect"));
      instant(document, step, one, "at", true);
      given(document, step + "/given", one.path("given"));
      expect(document, step, one);
    }
  }

  private static void given(Document document, String at, JsonNode given) {
    keys(document, at, given, GIVEN);
    for (int i = 0; i < given.path("consents").size(); i++) {
      String one = at + "/consents/" + i;
      JsonNode consent = given.path("consents").get(i);
      keys(document, one, consent, Set.of("topics", "state", "ref"));
      if (!consent.path("topics").isArray()) {
        document.report(one, "missing", "topics is missing", "Add topics: [flights].");
      }
      word(document, one, consent, "state", Set.of("granted", "withdrawn")::contains);
    }
    keys(document, at + "/window", given.path("window"), Set.of("lastInbound"));
    instant(document, at + "/window", given.path("window"), "lastInbound", false);
    keys(document, at + "/told", given.path("told"), Set.of("messages", "last"));
    instant(document, at + "/told", given.path("told"), "last", false);
    keys(document, at + "/reach", given.path("reach"), Set.of("limit", "used", "counted"));
    keys(
        document, at + "/quietHours", given.path("quietHours"), Set.of("urgent", "normal", "bulk"));
    instant(document, at, given, "acceptedAt", false);
    if (given.path("predecessor").isObject()) {
      keys(document, at + "/predecessor", given.path("predecessor"), Set.of("underWaySince"));
      instant(document, at + "/predecessor", given.path("predecessor"), "underWaySince", true);
    } else if (given.has("predecessor")) {
      word(document, at, given, "predecessor", "gone"::equals);
    }
    if (given.has("zone")) {
      word(document, at, given, "zone", TestFile::isZone);
    }
    given
        .path("quietHours")
        .fieldNames()
        .forEachRemaining(
            lane ->
                word(
                    document,
                    at + "/quietHours",
                    given.path("quietHours"),
                    lane,
                    hours -> QuietHours.of(hours).isPresent()));
    given
        .path("templates")
        .fields()
        .forEachRemaining(
            template ->
                statuses(document, at + "/templates", template.getKey(), template.getValue()));
  }

  private static void statuses(Document document, String at, String name, JsonNode value) {
    if (value.isObject()) {
      value
          .fieldNames()
          .forEachRemaining(
              language -> word(document, at + "/" + name, value, language, TestFile::isStatus));
    } else if (!isStatus(value.asText())) {
      document.report(at + "/" + name, "value", "no template status", "Write approved, paused, …");
    }
  }

  private static void expect(Document document, String at, JsonNode test) {
    JsonNode expect = test.path("expect");
    if (expect.isArray() && !expect.isEmpty()) {
      for (int i = 0; i < expect.size(); i++) {
        expectation(document, at + "/expect/" + i, expect.get(i));
      }
    } else {
      if (!expect.isObject() || expect.isEmpty()) {
        document.report(at, "missing", "expect is missing", "Add expect: {outcome: …}.");
      }
      expectation(document, at + "/expect", expect);
    }
  }

  private static void expectation(Document document, String at, JsonNode expect) {
    keys(document, at, expect, EXPECT);
    if (!expect.has("outcome") && !expect.has("silent")) {
      document.report(at, "missing", "outcome is missing", "Add outcome: send, or silent: ….");
    }
    if (expect.has("outcome")) {
      word(document, at, expect, "outcome", Outcomes.WORDS::contains);
    }
    if (expect.hasNonNull("reason")) {
      word(
          document,
          at,
          expect,
          "reason",
          word -> Arrays.stream(Reason.values()).anyMatch(reason -> reason.word().equals(word)));
    }
    if (expect.hasNonNull("until")) {
      instant(document, at, expect, "until", true);
    }
  }

  private static void keys(Document document, String at, JsonNode node, Set<String> known) {
    if (!node.isMissingNode() && !node.isObject()) {
      document.report(at, "wrong-kind", "a mapping is expected here", "Write key: value.");
    }
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                document.report(
                    at + "/" + key,
                    "unknown-key",
                    key + " means nothing here",
                    "Known: " + String.join(", ", known.stream().sorted().toList()) + ".");
              }
            });
  }

  private static void required(Document document, String at, JsonNode node, String key) {
    if (node.path(key).asText().isBlank()) {
      document.report(at, "missing", key + " is missing", "Add " + key + ": …");
    }
  }

  private static void instant(
      Document document, String at, JsonNode node, String key, boolean required) {
    if (!node.has(key) && !required) {
      return;
    }
    try {
      OffsetDateTime.parse(node.path(key).asText());
    } catch (DateTimeException none) {
      document.report(
          at + "/" + key,
          "instant",
          key + " is no instant with its offset",
          "Write it like 2026-11-20T09:00:00Z.");
    }
  }

  private static void word(
      Document document, String at, JsonNode node, String key, Predicate<String> known) {
    if (!known.test(node.path(key).asText())) {
      document.report(at + "/" + key, "value", key + " has no value that is known", "Correct it.");
    }
  }

  private static boolean isStatus(String word) {
    return word.equals(DRIFTED)
        || TemplateStatus.of(word) != TemplateStatus.UNKNOWN
        || word.equalsIgnoreCase("unknown");
  }

  private static boolean isZone(String word) {
    try {
      return !ZoneId.of(word).getId().isEmpty();
    } catch (DateTimeException unknown) {
      return false;
    }
  }
}
