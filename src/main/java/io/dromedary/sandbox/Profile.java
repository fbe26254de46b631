package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Consumer;

/** The business profile. Safe for concurrent use. */
final class Profile implements Journaled {

  private static final Map<String, Integer> MOST =
      Map.of("about", 139, "address", 256, "description", 256, "email", 128);

  private ObjectNode values =
      Json.object()
          .put("messaging_product", "whatsapp")
          .put("about", "A business that exists in this sandbox only.")
          .put("vertical", "OTHER");

  synchronized ObjectNode get() {
    return values.deepCopy();
  }

  /**
   * Replaces the given members.
   *
   * @throws GraphException when one is too long
   */
  synchronized ObjectNode change(ObjectNode changes) {
    MOST.forEach(
        (member, most) -> MediaRules.limit(Json.textOrEmpty(changes, member), most, member));
    if (changes.has("about") && Json.textOrEmpty(changes, "about").isEmpty()) {
      throw GraphException.invalidParameter("Param about must not be empty.");
    }
    if (changes.path("websites").size() > 2) {
      throw GraphException.invalidParameter("Param websites can have 2 addresses at most.");
    }
    for (var website : changes.path("websites")) {
      MediaRules.limit(website.asText(), 256, "websites");
    }
    ObjectNode next = values.deepCopy();
    for (String member :
        new String[] {"about", "address", "description", "email", "websites", "vertical"}) {
      if (changes.has(member)) {
        next.set(member, changes.get(member));
      }
    }
    values = next;
    return toJournal();
  }

  private ObjectNode toJournal() {
    ObjectNode line = Journal.line("profile");
    line.set("values", values);
    return line;
  }

  @Override
  public synchronized boolean replay(String kind, ObjectNode line) {
    if (!kind.equals("profile")) {
      return false;
    }
    values = line.withObject("/values").deepCopy();
    return true;
  }

  @Override
  public synchronized void snapshot(Consumer<ObjectNode> out) {
    out.accept(toJournal());
  }
}
