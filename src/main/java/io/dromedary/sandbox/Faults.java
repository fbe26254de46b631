package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Misbehaviour on command for the next sends, in the order in which it was asked for. */
final class Faults {

  /** What happens instead of an ordinary answer. */
  enum Kind {
    /** The send is refused with an error code. */
    ERROR,
    /** Not taken, and no answer until the client gives up. */
    HANG,
    /** Not taken, and the connection closes without an answer. */
    CLOSE,
    /** Not taken; the answer is HTTP 500 with an HTML page. */
    HTML_500,
    /** Taken, but the connection closes without an answer. */
    DROP_ANSWER,
    /** Taken, but no answer until the client gives up. */
    HANG_AFTER_ACCEPT
  }

  /**
   * @param code the error's code, for {@link Kind#ERROR} only
   */
  record Fault(Kind kind, int code) {}

  private record Planned(Fault fault, int times) {}

  private final ArrayDeque<Planned> planned = new ArrayDeque<>();
  private volatile boolean any;

  synchronized void plan(Fault fault, int times) {
    planned.addLast(new Planned(fault, times));
    any = true;
  }

  /** The fault for the next send, {@code null} for none. */
  @Nullable Fault next() {
    return any ? take() : null;
  }

  private synchronized @Nullable Fault take() {
    Planned first = planned.pollFirst();
    if (first == null) {
      return null;
    }
    if (first.times() > 1) {
      planned.addFirst(new Planned(first.fault(), first.times() - 1));
    }
    any = !planned.isEmpty();
    return first.fault();
  }

  synchronized void clear() {
    planned.clear();
    any = false;
  }

  synchronized ArrayNode toJson() {
    ArrayNode list = Json.array();
    for (Planned one : planned) {
      ObjectNode json =
          list.addObject().put("kind", one.fault().kind().name()).put("times", one.times());
      if (one.fault().kind() == Kind.ERROR) {
        json.put("code", one.fault().code());
      }
    }
    return list;
  }
}
