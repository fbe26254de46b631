package io.dromedary.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dromedary.policy.Explanation;
import io.dromedary.policy.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What became of a notification and why, in an auditor's words: the first sentence is the answer,
 * the others are what it rests on. Pure; names nobody but by the source's {@code ref}.
 */
public final class Story {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The platform's texts may quote what was sent, such as a phone number. */
  private static final Pattern NUMBER = Pattern.compile("\\+?\\d[\\d ()-]{5,}\\d");

  private final NotificationRecord one;
  private final List<HistoryEntry> history;
  private final Explanation first;
  private final @Nullable Explanation last;

  private Story(NotificationRecord one, List<HistoryEntry> history) {
    this.one = one;
    this.history = history;
    this.first = Explanation.of(read(one.decision()), one.ref());
    this.last =
        one.lastDecision() == null
            ? null
            : Explanation.of(read(one.lastDecision()), one.ref());
  }

  /** The sentences, the deciding one first. */
  public static List<String> of(NotificationRecord one, List<HistoryEntry> history) {
    return new Story(one, history).sentences();
  }

  private List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    sentences.add(answer());
    if (last == null) {
      sentences.addAll(first.lines());
    } else {
      sentences.add("decided first: " + first.deciding());
      sentences.add("decided again before the send: " + last.deciding());
      sentences.addAll(last.lines());
    }
    return List.copyOf(sentences);
  }

  private String answer() {
    return switch (one.state()) {
      case SCHEDULED, QUEUED -> waiting();
      case SENDING -> "being sent since " + at(State.SENDING) + ", " + form();
      case UNKNOWN -> unknown();
      case ACCEPTED -> "sent " + form() + "; taken by the platform at " + at(State.ACCEPTED);
      case SENT -> "sent " + form() + "; sent on by the platform at " + at(State.SENT);
      case DELIVERED -> "sent " + form() + "; delivered at " + delivered(State.DELIVERED);
      case READ -> "sent " + form() + "; delivered at " + delivered(State.READ) + " and read";
      case SUPPRESSED -> suppressed();
      case SUPERSEDED -> superseded();
      case EXPIRED -> expired();
      case CANCELLED -> "not sent: " + cancelled();
      case FAILED -> "not delivered: the platform refused it at " + at(State.FAILED) + ": " + error();
      case DEAD -> dead();
    };
  }

  /** What left: the template and consent of the decision that let it go. */
  private String form() {
    return holding().form();
  }

  private Explanation holding() {
    return last == null ? first : last;
  }

  private String waiting() {
    String reason = one.reason();
    if (reason == null) {
      return one.attempts() > 0 ? "to be sent again " + form() : first.deciding();
    }
    if (reason.equals(read(one.decision()).path("reason").textValue()) && one.attempts() == 0) {
      return first.deciding();
    }
    return "waits: " + words(reason);
  }

  private String unknown() {
    String reason = Objects.requireNonNullElse(one.reason(), "");
    String may = "may have been sent " + form();
    if (reason.equals("held")) {
      return may + "; no status came, and its template is not to be sent twice: a person must settle it";
    }
    return reason.equals(Reason.SUPERSEDED.word())
        ? may + "; no status came, and newer news is known: a person must settle it"
        : may + "; " + words(one.reason()) + ", a status of the platform is waited for";
  }

  private String suppressed() {
    Explanation decided = holding();
    String reason = one.reason();
    boolean recorded =
        reason == null || decided.decidedBy().isPresent() && reason.equals(reasonOf(decided));
    if (recorded) {
      return decided.deciding();
    }
    return "not sent: " + words(reason);
  }

  private @Nullable String reasonOf(Explanation decided) {
    String json = decided == last ? one.lastDecision() : one.decision();
    return read(json).path("reason").textValue();
  }

  private String superseded() {
    String detail = detail(State.SUPERSEDED);
    String by = detail != null && detail.startsWith("by ") ? " (notification " + detail.substring(3) + ")" : "";
    return "not sent: newer news of the same subject took its place at " + at(State.SUPERSEDED) + by;
  }

  private String expired() {
    return left()
        ? "sent " + form() + ", but not known to be delivered before its time ran out at "
            + at(State.EXPIRED)
        : "not sent: its deadline " + Explanation.when(one.deadline(), null) + " passed before it could leave";
  }

  private boolean left() {
    return one.wamid() != null || history.stream().anyMatch(step -> step.state() == State.ACCEPTED);
  }

  private String cancelled() {
    String detail = detail(State.CANCELLED);
    return (detail == null ? "cancelled" : detail) + " at " + at(State.CANCELLED);
  }

  private String dead() {
    String why = words(one.reason());
    return "not sent, needs a person: " + why + " (" + one.attempts() + attempts() + ")";
  }

  private String attempts() {
    return one.attempts() == 1 ? " attempt" : " attempts";
  }

  /** Of our own reasons, and of what befell a request. */
  private String words(@Nullable String reason) {
    if (reason == null) {
      return "no reason is recorded";
    }
    Optional<Reason> known = Explanation.reason(reason);
    if (known.isPresent()) {
      return Explanation.of(known.get(), one.ref());
    }
    if (reason.startsWith("error-")) {
      return "the platform answered " + error();
    }
    return switch (reason) {
      case "connection-refused" -> "the platform's server refused the connection";
      case "connection-timed-out" -> "no connection to the platform could be made in time";
      case "host-unknown" -> "the platform's server was not found";
      case "tls-refused" -> "no trusted connection to the platform could be made";
      case "no-answer-in-time" -> "the platform gave no answer in time";
      case "answer-not-json", "answer-without-message-id" ->
          "what came back is not the platform's answer to a send";
      case "lease-expired" -> "the hub that sent it ended before the answer";
      case "unreadable" -> "its content cannot be decrypted";
      case "cannot-be-built" -> "its template was changed, and no message can be made any more";
      case "not-sent" -> "somebody found that it was not sent";
      case "platform-error" -> error();
      default -> reason.replace('-', ' ');
    };
  }

  /** Code, title and details of the platform's last error, without numbers that are personal. */
  private String error() {
    JsonNode error = read(one.platformError()).path(0);
    if (error.isMissingNode()) {
      String reason = Objects.requireNonNullElse(one.reason(), "");
      return reason.startsWith("error-") ? "error " + reason.substring(6) : "no error is recorded";
    }
    String title = error.path("title").asText(error.path("message").asText(""));
    JsonNode data = error.path("error_data");
    String details = data.isTextual() ? data.asText() : data.path("details").asText("");
    StringBuilder text = new StringBuilder("error ").append(error.path("code").asText("unknown"));
    if (!title.isBlank()) {
      text.append(' ').append(masked(title));
    }
    if (!details.isBlank() && !details.equals(title)) {
      text.append(": ").append(masked(details));
    }
    return text.toString();
  }

  /** Codes of errors have six digits, numbers of people more. */
  private static String masked(String text) {
    return NUMBER
        .matcher(text)
        .replaceAll(
            found -> found.group().replaceAll("\\D", "").length() > 6 ? "…" : found.group());
  }

  private String delivered(State state) {
    Instant at = one.deliveredAt();
    return at == null ? at(state) : Explanation.when(at, null);
  }

  /** When it came to a state last; the last change, where the step is not kept. */
  private String at(State state) {
    return Explanation.when(
        step(state).map(HistoryEntry::at).orElse(one.updatedAt()), null);
  }

  private @Nullable String detail(State state) {
    return step(state).map(HistoryEntry::detail).orElse(null);
  }

  private Optional<HistoryEntry> step(State state) {
    return history.stream().filter(one -> one.state() == state).reduce((a, b) -> b);
  }

  private static JsonNode read(@Nullable String json) {
    try {
      return json == null ? JsonNodeFactory.instance.missingNode() : JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Stored JSON is not readable");
    }
  }
}
