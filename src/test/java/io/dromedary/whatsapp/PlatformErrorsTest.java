package io.dromedary.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The table of Meta's errors, and the page that is made from it: {@code ./mvnw test
 * -Dtest=PlatformErrorsTest -Dpaper.write=true} writes it anew.
 */
class PlatformErrorsTest {

  private static final Path PAPER = Path.of("docs/errors.md");

  @Test
  void everyCodeIsInTheTableOnceAndSaysWhatToDo() {
    List<PlatformError> all = PlatformErrors.all();
    for (int i = 0; i < all.size(); i++) {
      PlatformError one = all.get(i);
      assertThat(one.to()).isGreaterThanOrEqualTo(one.code());
      assertThat(i == 0 || all.get(i - 1).to() < one.code()).as("code %d", one.code()).isTrue();
      assertThat(one.means()).as("code %d", one.code()).isNotBlank();
      assertThat(one.person()).as("code %d", one.code()).isNotBlank();
      boolean waits =
          switch (one.errorClass()) {
            case WAIT, WAIT_FOR_PERSON, HOLD, STOP -> true;
            default -> false;
          };
      assertThat(one.pause() == null || waits).as("pause of code %d", one.code()).isTrue();
      assertThat(!one.slow() || one.errorClass() == ErrorClass.WAIT).isTrue();
    }
  }

  @Test
  void whatSlowsTheWholeNumberIsALimitOfIt() {
    assertThat(PlatformErrors.all().stream().filter(PlatformError::slow).map(PlatformError::code))
        .containsExactly(4, 613, 80007, 130429);
  }

  @Test
  void thePaperSaysWhatTheTableDoes() throws IOException {
    if (Boolean.getBoolean("paper.write")) {
      Files.writeString(PAPER, paper());
    }
    assertThat(Files.readString(PAPER))
        .as("run ./mvnw test -Dtest=PlatformErrorsTest -Dpaper.write=true")
        .isEqualTo(paper());
  }

  private static String paper() {
    StringBuilder text =
        new StringBuilder(
            """
            # Meta's errors

            What the hub does about each error of the Cloud API, whether it comes as the answer to a send or later by a webhook, and what is left to you. `java -jar target/dromedary.jar why ID` says the same of one notification; `docs/operations.md` tells how to retry.

            | class | what the hub does |
            | --- | --- |
            | `wait` | sends the same message later: after 1 s, doubling to 5 min, with jitter, within its deadline; after 8 attempts a person decides. A limit of the whole number slows all its messages to half, back to the full rate within 100 s |
            | `wait-for-person` | writes to this person later: after 1 s, 4 s, 16 s …; nobody else waits |
            | `ambiguous` | the message may have been taken: waits for a status, then goes by the binding's `onUnknown` |
            | `give-up` | ends as `FAILED`; the binding's `fallback` tells the person by another channel |
            | `mend-message` | ends as `FAILED`, with `fallback` as above; mend values or binding, then retry |
            | `mend-template` | the same; mend the template first |
            | `hold` | keeps the message until the template may be used again, within its deadline |
            | `stop` | stops the number with one clear line in the log; tries one message every 30 s and goes on when it is taken |

            A code that is not listed is `mend-message`, or `ambiguous` where the server itself failed (HTTP 5xx).

            | code | what it means | class | at least | what to do |
            | --- | --- | --- | --- | --- |
            """);
    for (PlatformError one : PlatformErrors.all()) {
      text.append(
          "| %s | %s | `%s` | %s | %s |\n"
              .formatted(
                  one.code() == one.to() ? one.code() : one.code() + " to " + one.to(),
                  one.means(),
                  one.errorClass().word(),
                  one.pause() == null ? "" : one.pause().toString().substring(2).toLowerCase(),
                  one.person()));
    }
    return text.toString();
  }
}
