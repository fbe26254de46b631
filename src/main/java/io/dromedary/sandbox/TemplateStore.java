package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All templates of the account. Safe for concurrent use. */
final class TemplateStore implements Journaled {

  private final Map<String, Template> byId = new ConcurrentHashMap<>();
  private final Map<String, String> idByKey = new ConcurrentHashMap<>();
  private final Map<String, Instant> blockedNames = new ConcurrentHashMap<>();
  private final ArrayDeque<Instant> creations = new ArrayDeque<>();
  private final AtomicLong lastId;

  TemplateStore(long seed) {
    lastId = new AtomicLong(1_000_000_000_000_000L + Math.floorMod(seed, 100_000L) * 1_000_000L);
  }

  String nextId() {
    return "" + lastId.addAndGet(7_919);
  }

  private static String key(String name, String language) {
    return name + '/' + language;
  }

  @Nullable Template find(String name, String language) {
    String id = idByKey.get(key(name, language));
    return id == null ? null : byId.get(id);
  }

  @Nullable Template get(String id) {
    return byId.get(id);
  }

  boolean knowsName(String name) {
    return byId.values().stream().anyMatch(template -> template.name().equals(name));
  }

  /** In the order of their creation. */
  List<Template> all() {
    return byId.values().stream().sorted(Comparator.comparing(Template::id)).toList();
  }

  Collection<Template> values() {
    return byId.values();
  }

  /**
   * Adds a template unless its name and language are taken.
   *
   * @return whether it was added
   */
  boolean add(Template template) {
    byId.put(template.id(), template);
    if (idByKey.putIfAbsent(key(template.name(), template.language()), template.id()) != null) {
      byId.remove(template.id());
      return false;
    }
    return true;
  }

  /** Changes a template in one step; {@code null} when it is gone. */
  @Nullable Template change(String id, UnaryOperator<Template> change) {
    return byId.computeIfPresent(id, (key, template) -> change.apply(template));
  }

  void remove(Template template, Instant now) {
    byId.remove(template.id());
    idByKey.remove(key(template.name(), template.language()));
    if (template.approvedAt() != null) {
      blockedNames.put(template.name(), now.plus(Duration.ofDays(30)));
    }
  }

  /** Until when a name can't be used because an approved template of that name was deleted. */
  @Nullable Instant blockedUntil(String name, Instant now) {
    Instant until = blockedNames.get(name);
    return until == null || !now.isBefore(until) ? null : until;
  }

  /** Counts a creation, unless the hour's limit is reached. */
  synchronized boolean tryCreate(int perHour, Instant now) {
    while (!creations.isEmpty() && !creations.peekFirst().isAfter(now.minus(Duration.ofHours(1)))) {
      creations.removeFirst();
    }
    if (creations.size() >= perHour) {
      return false;
    }
    creations.addLast(now);
    return true;
  }

  synchronized void clear() {
    byId.clear();
    idByKey.clear();
    blockedNames.clear();
    creations.clear();
  }

  @Override
  public boolean replay(String kind, ObjectNode line) {
    switch (kind) {
      case "template" -> {
        Template template = Template.fromJournal(line);
        byId.put(template.id(), template);
        idByKey.put(key(template.name(), template.language()), template.id());
        lastId.accumulateAndGet(Long.parseLong(template.id()), Math::max);
      }
      case "template-gone" -> {
        Template template = byId.get(line.path("id").asText());
        if (template != null) {
          remove(template, Instant.ofEpochMilli(line.path("at").asLong()));
        }
      }
      case "blocked-name" ->
          blockedNames.put(
              line.path("name").asText(), Instant.ofEpochMilli(line.path("until").asLong()));
      case "reset-templates" -> clear();
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public void snapshot(Consumer<ObjectNode> out) {
    all().forEach(template -> out.accept(template.toJournal()));
    blockedNames.forEach(
        (name, until) ->
            out.accept(
                Journal.line("blocked-name").put("name", name).put("until", until.toEpochMilli())));
  }
}
