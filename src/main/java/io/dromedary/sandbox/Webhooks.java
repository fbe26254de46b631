package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The life of webhook events: written down, due, handed to the sender, acknowledged. Safe for
 * concurrent use.
 */
final class Webhooks {

  private final PendingEvents pending;
  private final Journal journal;
  private final Agenda agenda;
  private final WebhookSender sender;
  private final ChangeFeed changes;

  Webhooks(
      PendingEvents pending,
      Journal journal,
      Agenda agenda,
      WebhookSender sender,
      ChangeFeed changes) {
    this.pending = pending;
    this.journal = journal;
    this.agenda = agenda;
    this.sender = sender;
    this.changes = changes;
  }

  long nextId() {
    return pending.nextId();
  }

  /** Writes an event down and lets it leave when it is due. */
  CompletableFuture<Void> announce(Instant due, String field, ObjectNode value) {
    WebhookEvent.Value event = new WebhookEvent.Value(nextId(), due, field, value);
    pending.add(event);
    return journal.append(PendingEvents.journalLine(event)).thenRun(() -> schedule(List.of(event)));
  }

  /** Marks the statuses of an accepted message as open, before the message is written down. */
  void open(Collection<? extends WebhookEvent> events) {
    events.forEach(pending::add);
  }

  /** Lets events that are written down leave when they are due. */
  void schedule(Collection<? extends WebhookEvent> events) {
    for (WebhookEvent event : events) {
      agenda.at(event.due(), () -> leave(event));
    }
  }

  /** Goes on with what an earlier run left open. */
  void resume() {
    schedule(pending.openEvents());
  }

  private void leave(WebhookEvent event) {
    if (!pending.contains(event.id())) {
      return;
    }
    if (event instanceof WebhookEvent.Status status) {
      changes.phone(status.message().waId());
    }
    sender.offer(event);
  }
}
