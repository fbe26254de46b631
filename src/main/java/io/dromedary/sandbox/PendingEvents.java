package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Webhook events that are not acknowledged yet. Safe for concurrent use. */
final class PendingEvents implements Journaled {

  private final Map<Long, WebhookEvent> open = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();

  long nextId() {
    return lastId.incrementAndGet();
  }

  boolean contains(long id) {
    return open.containsKey(id);
  }

  int size() {
    return open.size();
  }

  void add(WebhookEvent event) {
    open.put(event.id(), event);
  }

  void remove(Collection<? extends WebhookEvent> events) {
    events.forEach(event -> open.remove(event.id()));
  }

  void clear() {
    open.clear();
  }

  /** What an earlier run left open, in the order of its due times. */
  List<WebhookEvent> openEvents() {
    List<WebhookEvent> events = new ArrayList<>(open.values());
    events.sort(Comparator.comparing(WebhookEvent::due).thenComparing(WebhookEvent::id));
    return events;
  }

  void restore(WebhookEvent event) {
    add(event);
    used(event.id());
  }

  /** Never gives out {@code id} again. */
  void used(long id) {
    lastId.accumulateAndGet(id, Math::max);
  }

  static ObjectNode journalLine(WebhookEvent.Value event) {
    ObjectNode line =
        Journal.line("event")
            .put("id", event.id())
            .put("due", event.due().toEpochMilli())
            .put("field", event.field());
    line.set("value", event.value());
    return line;
  }

  static ObjectNode doneLine(Collection<? extends WebhookEvent> events) {
    ObjectNode line = Journal.line("done");
    ArrayNode ids = line.putArray("ids");
    events.forEach(event -> ids.add(event.id()));
    return line;
  }

  @Override
  public boolean replay(String kind, ObjectNode line) {
    switch (kind) {
      case "event" ->
          restore(
              new WebhookEvent.Value(
                  line.path("id").asLong(),
                  Instant.ofEpochMilli(line.path("due").asLong()),
                  line.path("field").asText(),
                  line.withObject("/value")));
      case "done" -> line.path("ids").forEach(id -> open.remove(id.asLong()));
      case "last-event" -> used(line.path("id").asLong());
      case "reset" -> clear();
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public void snapshot(Consumer<ObjectNode> out) {
    out.accept(Journal.line("last-event").put("id", lastId.get()));
    for (WebhookEvent event : openEvents()) {
      if (event instanceof WebhookEvent.Value value) {
        out.accept(journalLine(value));
      }
    }
  }
}
