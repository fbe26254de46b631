package io.dromedary.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dromedary.event.BusinessEvent;
import io.dromedary.event.Fault;
import io.dromedary.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what is refused, and forgets it after a while. Joins the caller's transaction where
 * there is one: what is rolled back is refused again.
 */
public final class Refusals {

  /** What is longer has no place in an index; it is listed all the same. */
  private static final int LONGEST = 255;

  /** More faults than anybody mends at once. */
  private static final int MOST_FAULTS = 20;

  /** Whoever puts something else here does not name a type, and may name a person. */
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9.-]{0,99}");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RejectionLog log;
  private final Vault vault;
  private final Clock clock;
  private final Duration kept;

  /**
   * @param kept how long a rejection is kept
   */
  public Refusals(RejectionLog log, Vault vault, Clock clock, Duration kept) {
    this.log = log;
    this.vault = vault;
    this.clock = clock;
    this.kept = kept;
  }

  /**
   * Writes it down. The same content from the same message again adds nothing.
   *
   * @param content the event, or what should have been one; {@code null}: not to be had as text
   * @param message what identifies the message that brought it; empty: the content does
   * @param reason {@code event-invalid}, {@code event-conflict} or {@code not-readable}
   */
  public void record(
      @Nullable String content, String message, String route, String reason, List<Fault> faults) {
    JsonNode json = read(content);
    String identity = String.join("\n", route, reason, message, content == null ? "" : content);
    Rejection rejection =
        new Rejection(
            // keyed, so that nobody finds the content by trying
            BusinessEvent.nameBased("rejection", vault.tag("rejection", identity)),
            clock.instant(),
            attribute(json, "source"),
            attribute(json, "id"),
            type(json),
            route,
            reason,
            faults.stream().limit(MOST_FAULTS).toList());
    log.record(rejection);
  }

  /** Forgets what is older than it is kept. */
  public void purge() {
    int batch = 1000;
    int purged = batch;
    while (purged == batch) {
      purged = log.purge(clock.instant().minus(kept), batch);
    }
  }

  private static @Nullable String attribute(JsonNode json, String name) {
    String text = json.path(name).textValue();
    return text == null || text.isBlank() || text.length() > LONGEST || text.indexOf('\u0000') >= 0
        ? null
        : text;
  }

  private static @Nullable String type(JsonNode json) {
    String type = attribute(json, "type");
    return type != null && TYPE.matcher(type).matches() ? type : null;
  }

  private static JsonNode read(@Nullable String content) {
    try {
      JsonNode json = content == null ? null : JSON.readTree(content);
      return json == null ? JsonNodeFactory.instance.missingNode() : json;
    } catch (JsonProcessingException notJson) {
      // then it names no source and no id
      return JsonNodeFactory.instance.missingNode();
    }
  }
}
