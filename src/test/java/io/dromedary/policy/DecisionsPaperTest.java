package io.dromedary.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * docs/decisions.md is made from {@link Rule}: {@code ./mvnw test -Dtest=DecisionsPaperTest
 * -Dpaper.write=true} writes it anew.
 */
class DecisionsPaperTest {

  private static final Path PAPER = Path.of("docs/decisions.md");

  /** The rules that {@link Policy#confirm} runs again. */
  private static final Set<Rule> AGAIN =
      EnumSet.of(
          Rule.ALLOW_LIST,
          Rule.CONSENT,
          Rule.WINDOW,
          Rule.TEMPLATE,
          Rule.ORDER,
          Rule.DEADLINE,
          Rule.QUIET_HOURS,
          Rule.FREQUENCY,
          Rule.REACH,
          Rule.PRICE,
          Rule.BUDGET);

  @Test
  void thePaperSaysWhatTheCodeDoes() throws IOException {
    if (Boolean.getBoolean("paper.write")) {
      Files.writeString(PAPER, paper());
    }
    assertThat(Files.readString(PAPER))
        .as("run ./mvnw test -Dtest=DecisionsPaperTest -Dpaper.write=true")
        .isEqualTo(paper());
  }

  private static String paper() {
    StringBuilder text =
        new StringBuilder(
            """
            # Decisions

            Whether, when and how a person is told of an event is decided by the rules below, in this order, when the event is accepted, and once more immediately before the send for those marked *again*: with the person's consent locked, so that an opt-out that was committed earlier wins. The first refusal decides; the other rules run all the same, and the record keeps what each of them found. A rule that breaks refuses with `rule-error`.

            The outcomes:

            | outcome | what follows |
            | --- | --- |
            | `send` | queued; sent as soon as limits allow, as a template or, in an open window and where the binding wants it, as free-form text |
            | `schedule` | decided again at a later instant: not before a time, or quiet hours |
            | `collapse` | waits until the storm is over; still newer news takes its place |
            | `hold` | stays queued: a template under review, the messaging limit |
            | `fall-back` | not sent on WhatsApp; goes to the queue `dromedary.fallback` for the binding's other channel |
            | `suppress` | not sent, with the reason |

            `GET /api/notifications/{id}` shows decision, facts and an `explanation` in plain words; `java -jar target/dromedary.jar why ID` prints it, and `why SOURCE EVENT-ID` for every notification of an event.

            | rule | what must hold | again | refuses with | facts | source |
            | --- | --- | --- | --- | --- | --- |
            """);
    for (Rule rule : Rule.values()) {
      text.append(
          "| `%s` | %s | %s | %s | %s | %s |%n"
              .formatted(
                  rule.word(),
                  rule.says(),
                  AGAIN.contains(rule) ? "again" : "",
                  words(rule.refusals().stream().map(Reason::word).toList()),
                  words(rule.facts()),
                  rule.source())
              .replace("\r\n", "\n"));
    }
    return text.toString();
  }

  private static String words(List<String> words) {
    return words.stream()
        .map(word -> word.equals("*") ? "…" : "`" + word + "`")
        .collect(Collectors.joining(", "));
  }
}
