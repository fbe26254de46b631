package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user's phone with its conversation. Safe for concurrent use; the lock is held for moments only.
 */
final class Phone {

  /** The customer service window's length. */
  static final Duration WINDOW = Duration.ofHours(24);

  private final String waId;
  private final String userId;
  private final RateLimit pairLimit = new RateLimit();
  private final ArrayDeque<ChatMessage> messages = new ArrayDeque<>();
  private @Nullable String name;
  private boolean hidesNumber;
  private @Nullable Instant lastInboundAt;
  private int unread;
  private long activity;

  Phone(String waId) {
    this.waId = waId;
    this.userId = userIdOf(waId);
  }

  /** A business-scoped user id: stable, opaque, with the country in front. */
  private static String userIdOf(String waId) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < waId.length(); i++) {
      hash = (hash ^ waId.charAt(i)) * 0x100000001b3L;
    }
    return Numbers.country(waId) + "." + Long.toUnsignedString(hash | Long.MIN_VALUE);
  }

  String waId() {
    return waId;
  }

  String userId() {
    return userId;
  }

  RateLimit pairLimit() {
    return pairLimit;
  }

  synchronized void add(ChatMessage message) {
    messages.addLast(message);
    if (message.outbound()) {
      unread++;
    } else {
      unread = 0;
      if (lastInboundAt == null || message.at().isAfter(lastInboundAt)) {
        lastInboundAt = message.at();
      }
    }
  }

  synchronized void forget(ChatMessage message) {
    if (!messages.removeFirstOccurrence(message)) {
      messages.remove(message);
    }
  }

  synchronized List<ChatMessage> messages() {
    return new ArrayList<>(messages);
  }

  synchronized @Nullable ChatMessage lastMessage() {
    return messages.peekLast();
  }

  synchronized int unread() {
    return unread;
  }

  synchronized void markSeen() {
    unread = 0;
  }

  synchronized @Nullable Instant windowClosesAt() {
    return lastInboundAt == null ? null : lastInboundAt.plus(WINDOW);
  }

  /** Whether free-form messages may be sent at {@code now}; the closing instant is outside. */
  boolean windowOpenAt(Instant now) {
    Instant closes = windowClosesAt();
    return closes != null && now.isBefore(closes);
  }

  synchronized void rename(@Nullable String newName) {
    name = newName == null || newName.isBlank() ? null : newName.strip();
  }

  /** The profile name, or the number when the owner gave none. */
  synchronized String name() {
    return name == null ? Numbers.display(waId) : name;
  }

  synchronized void hideNumber(boolean hide) {
    hidesNumber = hide;
  }

  /** Whether webhooks carry only the user id, as for people with a username. */
  synchronized boolean hidesNumber() {
    return hidesNumber;
  }

  synchronized long activity() {
    return activity;
  }

  synchronized void activity(long order) {
    activity = order;
  }

  synchronized ObjectNode toJournal() {
    ObjectNode line = Journal.line("phone").put("id", waId).put("unread", unread);
    if (name != null) {
      line.put("name", name);
    }
    if (hidesNumber) {
      line.put("hidden", true);
    }
    if (lastInboundAt != null) {
      line.put("in", lastInboundAt.toEpochMilli());
    }
    return line;
  }

  synchronized void restore(ObjectNode line) {
    name = Json.text(line, "name");
    hidesNumber = line.path("hidden").asBoolean();
    unread = line.path("unread").asInt();
    if (line.has("in")) {
      lastInboundAt = Instant.ofEpochMilli(line.path("in").asLong());
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Phone phone && phone.waId.equals(waId);
  }

  @Override
  public int hashCode() {
    return Objects.hash(waId);
  }
}
