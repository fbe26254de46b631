package io.dromedary.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.intake.Gathering;
import io.dromedary.jdbc.Transactions;
import io.dromedary.notification.Ledger;
import io.dromedary.notification.NotificationPage;
import io.dromedary.notification.NotificationQuery;
import io.dromedary.notification.NotificationRecord;
import io.dromedary.notification.Resolution;
import io.dromedary.notification.State;
import io.dromedary.person.Identifier;
import io.dromedary.person.ParsedNumber;
import io.dromedary.person.PhoneNumbers;
import io.dromedary.vault.Vault;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/notifications}: what became of each message, why, and what a person can do. */
public final class NotificationApi {

  private static final int PAGE = 50;

  private final Ledger ledger;
  private final Transactions transactions;
  private final Vault vault;
  private final InstantSource clock;
  private final @Nullable String defaultRegion;

  /** The calls on this ledger. */
  public NotificationApi(
      Ledger ledger,
      Transactions transactions,
      Vault vault,
      InstantSource clock,
      @Nullable String defaultRegion) {
    this.ledger = ledger;
    this.transactions = transactions;
    this.vault = vault;
    this.clock = clock;
    this.defaultRegion = defaultRegion;
  }

  /**
   * {@code GET /api/notifications/{id}}.
   *
   * @throws ProblemException 404 {@code notification-unknown}
   */
  public Answer get(String id) {
    NotificationRecord one = ledger.find(uuid(id)).orElseThrow(NotificationApi::unknown);
    NotificationJson.AcceptedRef event =
        ledger
            .event(one.event())
            .map(e -> new NotificationJson.AcceptedRef(e.source(), e.eventId()))
            .orElseThrow(NotificationApi::unknown);
    return Answer.ok(NotificationJson.whole(one, event, ledger.history(one.id())));
  }

  /** {@code GET /api/notifications}: newest first, in pages; every filter may be {@code null}. */
  public Answer page(
      @Nullable String state,
      @Nullable String template,
      @Nullable String type,
      @Nullable String recipient,
      @Nullable String since,
      @Nullable String cursor) {
    Fields fields = new Fields();
    NotificationQuery query =
        new NotificationQuery(
            state(state, fields),
            template,
            type,
            recipient(recipient, fields),
            fields.since(since));
    fields.refuseIfWrong("invalid-parameter", "A parameter is not acceptable");
    NotificationPage page;
    try {
      page = ledger.page(query, cursor, PAGE);
    } catch (IllegalArgumentException e) {
      fields.wrong("?cursor", "is no cursor of an earlier page");
      fields.refuseIfWrong("invalid-parameter", "A parameter is not acceptable");
      throw e;
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode rows = json.putArray("notifications");
    page.notifications().forEach(one -> rows.add(NotificationJson.row(one)));
    json.put("cursor", page.cursor());
    return Answer.ok(json);
  }

  /**
   * {@code POST /api/notifications/{id}/cancel}.
   *
   * @throws ProblemException 409 when it has left or ended; cancelling twice is no problem
   */
  public Answer cancel(String id) {
    UUID key = uuid(id);
    State state =
        transactions
            .call(() -> ledger.cancel(key, clock.instant(), "cancelled by an operator"))
            .orElseThrow(NotificationApi::unknown);
    if (state != State.CANCELLED) {
      throw conflict("It is " + state + ": only what has not left can be cancelled.");
    }
    return get(id);
  }

  /**
   * {@code POST /api/notifications/{id}/retry}.
   *
   * @throws ProblemException 409 when it is neither failed nor dead
   */
  public Answer retry(String id) {
    UUID key = uuid(id);
    if (!transactions.call(() -> ledger.retry(key, clock.instant()))) {
      NotificationRecord one = ledger.find(key).orElseThrow(NotificationApi::unknown);
      throw conflict(
          "It is "
              + one.state()
              + ": only failed and dead ones whose content is still kept can be tried again.");
    }
    return get(id);
  }

  /**
   * {@code POST /api/notifications/{id}/resolve} with {@code {"outcome":"sent"}}, {@code
   * "not-sent"} or {@code "resend"}.
   *
   * @throws ProblemException 409 when it is not unknown
   */
  public Answer resolve(String id, JsonNode body) {
    UUID key = uuid(id);
    String outcome = body.path("outcome").asText("");
    Optional<Resolution> resolution =
        Arrays.stream(Resolution.values()).filter(r -> r.word().equals(outcome)).findFirst();
    if (resolution.isEmpty()) {
      Fields fields = new Fields();
      fields.wrong("/outcome", "must be sent, not-sent or resend");
      fields.refuseIfWrong("invalid-resolution", "The resolution is not acceptable");
    }
    Resolution chosen = resolution.orElseThrow();
    if (!transactions.call(() -> ledger.resolve(key, chosen, clock.instant()))) {
      NotificationRecord one = ledger.find(key).orElseThrow(NotificationApi::unknown);
      throw conflict("It is " + one.state() + ": only unknown ones can be settled.");
    }
    return get(id);
  }

  private static @Nullable State state(@Nullable String word, Fields fields) {
    if (word == null) {
      return null;
    }
    try {
      return State.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      fields.wrong("?state", "must be one of " + Arrays.toString(State.values()));
      return null;
    }
  }

  private @Nullable String recipient(@Nullable String text, Fields fields) {
    if (text == null) {
      return null;
    }
    if (PhoneNumbers.parse(text, defaultRegion) instanceof ParsedNumber.Valid valid) {
      return vault.tag(Gathering.ADDRESS, valid.identifier().canonical());
    }
    Optional<Identifier> identifier = Identifier.classify(text);
    if (identifier.isEmpty()) {
      fields.wrong("?recipient", "is neither a phone number nor a user id");
      return null;
    }
    return vault.tag(Gathering.ADDRESS, identifier.get().canonical());
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
  }

  private static ProblemException unknown() {
    return new ProblemException(
        Problem.of(
            "notification-unknown",
            "The notification is not known",
            404,
            "No notification has this id."));
  }

  private static ProblemException conflict(String detail) {
    return new ProblemException(
        Problem.of("state-conflict", "Its state does not allow this", 409, detail));
  }
}
