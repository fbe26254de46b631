package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All phones and messages. Safe for concurrent use. Keeps a limited number of messages: the oldest
 * ones go, unless a webhook about them is still open.
 */
final class PhoneBook implements Journaled {

  private final int retained;
  private final PendingEvents pending;
  private final Map<String, Phone> phones = new ConcurrentHashMap<>();
  private final Map<String, String> waIdByUserId = new ConcurrentHashMap<>();
  private final Map<String, ChatMessage> messages = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> oldestFirst = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final ConcurrentSkipListMap<Long, Phone> byActivity = new ConcurrentSkipListMap<>();
  private final AtomicLong activity = new AtomicLong();

  PhoneBook(int retained, PendingEvents pending) {
    this.retained = retained;
    this.pending = pending;
  }

  /** The phone of a {@code wa_id}, which exists from the first time it is asked for. */
  Phone phone(String waId) {
    Phone known = phones.get(waId);
    if (known != null) {
      return known;
    }
    return phones.computeIfAbsent(
        waId,
        id -> {
          Phone phone = new Phone(id);
          waIdByUserId.put(phone.userId(), id);
          return phone;
        });
  }

  @Nullable Phone known(String waId) {
    return phones.get(waId);
  }

  @Nullable Phone byUserId(String userId) {
    String waId = waIdByUserId.get(userId);
    return waId == null ? null : phones.get(waId);
  }

  @Nullable ChatMessage message(String wamid) {
    return messages.get(wamid);
  }

  int phoneCount() {
    return phones.size();
  }

  void add(ChatMessage message) {
    Phone phone = phone(message.waId());
    phone.add(message);
    messages.put(message.id(), message);
    touch(phone);
    oldestFirst.add(message.id());
    if (count.incrementAndGet() > retained) {
      forgetOldest();
    }
  }

  /** Moves the phone to the head of the list. */
  void touch(Phone phone) {
    synchronized (phone) {
      byActivity.remove(phone.activity());
      phone.activity(activity.incrementAndGet());
      byActivity.put(phone.activity(), phone);
    }
  }

  private void forgetOldest() {
    String id = oldestFirst.poll();
    ChatMessage message = id == null ? null : messages.get(id);
    if (id == null || message == null) {
      return;
    }
    if (message.plan().stream().anyMatch(status -> pending.contains(status.eventId()))) {
      oldestFirst.add(id);
      return;
    }
    messages.remove(id);
    count.decrementAndGet();
    phone(message.waId()).forget(message);
  }

  /** The phones with the latest messages, newest first. */
  List<Phone> recent(int limit) {
    return byActivity.descendingMap().values().stream().limit(limit).toList();
  }

  void clear() {
    phones.clear();
    waIdByUserId.clear();
    messages.clear();
    oldestFirst.clear();
    byActivity.clear();
    count.set(0);
  }

  @Override
  public boolean replay(String kind, ObjectNode line) {
    switch (kind) {
      case "message" -> replayMessage(line);
      case "phone" -> {
        Phone phone = phone(line.path("id").asText());
        phone.restore(line);
        if (phone.activity() == 0) {
          touch(phone);
        }
      }
      case "reset" -> clear();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void replayMessage(ObjectNode line) {
    ChatMessage message = ChatMessage.fromJournal(line);
    int index = 0;
    for (JsonNode status : line.path("plan")) {
      PlannedStatus planned = message.plan().get(index++);
      if (status.path("open").asBoolean()) {
        pending.restore(new WebhookEvent.Status(planned, message));
      }
      pending.used(planned.eventId());
    }
    add(message);
  }

  @Override
  public void snapshot(Consumer<ObjectNode> out) {
    List<String> ids = new ArrayList<>(oldestFirst);
    for (String id : ids) {
      ChatMessage message = messages.get(id);
      if (message != null) {
        out.accept(message.toJournal(pending::contains).put("counted", true));
      }
    }
    byActivity.values().forEach(phone -> out.accept(phone.toJournal()));
  }
}
