package io.dromedary.system;

import static io.dromedary.system.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/adding-a-system.md, step by step: its files, its calls, its list on another day. */
class TutorialTest {

  private static final Path PAPER = Path.of("docs/adding-a-system.md");
  private static final Path TUTORIAL = Path.of("src/test/resources/tutorial");
  private static final Pattern CALL =
      Pattern.compile(
          "curl -X PUT http://localhost:8080(\\S+) -H 'Content-Type: application/json' -d '(.*)'");

  /** The days of the list: when it is changed, the cancelled appointment, the booked ones. */
  private static final List<String> DAYS = List.of("2027-03-10", "2027-03-16", "2027-03-17");

  private static final String WITH_NUMBER = "30817";
  private static final String OF_AUDIENCE = "30822";
  private static final String CANCELLED = "30790";

  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  @Test
  void oneMoreSystemTakesThreeFilesAndNoJava(@TempDir Path house) throws IOException {
    for (String folder : List.of("routes", "connectors", "templates")) {
      copy(Path.of(folder), house.resolve(folder));
    }
    for (String folder : List.of("routes", "connectors")) {
      copy(TUTORIAL.resolve(folder), house.resolve(folder));
    }
    try (RunningHub hub =
        RunningHub.embedded(
            "dromedary.routes-dir=" + house.resolve("routes"),
            "dromedary.connectors-dir=" + house.resolve("connectors"),
            "dromedary.templates-dir=" + house.resolve("templates"))) {
      Matcher calls = CALL.matcher(Files.readString(PAPER));
      assertThat(calls.find()).as("the paper files an audience").isTrue();
      String audience = calls.group(1);
      String members = calls.group(2);
      assertThat(calls.find()).as("the paper files a consent").isTrue();
      assertThat(hub.put(calls.group(1), calls.group(2)).statusCode()).isEqualTo(200);

      String list = list();
      drop(hub, "first.json", list);
      await(hub, WITH_NUMBER, "SCHEDULED");
      await(hub, OF_AUDIENCE, "SUPPRESSED recipient-unknown");
      assertThat(outcomes(hub, CANCELLED)).isEmpty();

      // the same list again says nothing new; the audience is there now, without an agreement
      HttpResponse<String> put = hub.put(audience, members);
      assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
      drop(hub, "second.json", list.replace("T08:40:00+01:00", "T08:41:00+01:00"));
      await(hub, OF_AUDIENCE, "SUPPRESSED no-consent", "SUPPRESSED recipient-unknown");
      assertThat(outcomes(hub, WITH_NUMBER)).containsExactly("SCHEDULED");

      // moved into the next 24 hours: told at once, and the reminder of before is not sent any more
      Instant soon = Instant.now().plus(12, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
      drop(
          hub,
          "third.json",
          list.replace(day(4) + "T09:30:00+01:00", soon.toString())
              .replace("T08:12:00+01:00", "T08:13:00+01:00"));
      await(hub, WITH_NUMBER, "DELIVERED", "SUPERSEDED");

      // an appointment that was going to be told of is cancelled
      hub.consent(json(members).path(0).path("phone").asText());
      drop(hub, "fourth.json", list.replace("T08:40:00+01:00", "T08:42:00+01:00"));
      await(hub, OF_AUDIENCE, "SCHEDULED", "SUPPRESSED no-consent", "SUPPRESSED recipient-unknown");
      drop(
          hub,
          "fifth.json",
          list.replace("T08:40:00+01:00", "T08:43:00+01:00").replace("\"moved\"", "\"cancelled\""));
      await(hub, OF_AUDIENCE, "CANCELLED", "SUPPRESSED no-consent", "SUPPRESSED recipient-unknown");

      // what cannot be read is set aside, with a note that does not quote it
      drop(hub, "broken.json", list.replace("\"practice\"", "\"surgery\""));
      Path failed = inbox(hub).resolve(".failed");
      Awaitility.await("set aside")
          .atMost(RunningHub.PATIENCE)
          .until(() -> Files.exists(failed.resolve("broken.json")));
      assertThat(failed.resolve("broken.json.reason.txt"))
          .content()
          .contains("no list with practice and appointments")
          .doesNotContain("Muster");
      assertThat(inbox(hub).resolve(".done")).isDirectoryContaining("glob:**fifth.json");
    }
  }

  private static Path inbox(RunningHub hub) {
    return hub.data().resolve("inbox/appointments");
  }

  private String day(int ahead) {
    return today.plusDays(ahead).toString();
  }

  /** The tutorial's list as if it came today. */
  private String list() throws IOException {
    return Files.readString(TUTORIAL.resolve("appointments.json"))
        .replace(DAYS.get(0), day(-1))
        .replace(DAYS.get(1), day(3))
        .replace(DAYS.get(2), day(4));
  }

  private static void drop(RunningHub hub, String name, String list) throws IOException {
    Files.createDirectories(inbox(hub));
    Files.writeString(inbox(hub).resolve(name), list);
  }

  /** Exactly these outcomes of one appointment, whatever their order. */
  private static void await(RunningHub hub, String appointment, String... expected) {
    List<String> wanted = new ArrayList<>(List.of(expected));
    Collections.sort(wanted);
    Awaitility.await("appointment " + appointment)
        .atMost(RunningHub.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        outcomes(hub, appointment).stream()
                            .map(o -> o.replace("READ", "DELIVERED")))
                    .containsExactlyElementsOf(wanted));
  }

  private static List<String> outcomes(RunningHub hub, String appointment) {
    List<String> outcomes = new ArrayList<>();
    for (JsonNode row : hub.ofType("appointment.reminder")) {
      JsonNode one = hub.notification(row.path("id").asText());
      if (one.at("/event/id").asText().startsWith("appointment/" + appointment + "/")) {
        outcomes.add((one.path("state").asText() + " " + reason(one)).strip());
      }
    }
    Collections.sort(outcomes);
    return outcomes;
  }

  /** Of what was decided against only. */
  private static String reason(JsonNode one) {
    return one.path("state").asText().equals("SUPPRESSED") ? one.path("reason").asText() : "";
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
