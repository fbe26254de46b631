package io.dromedary.event.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.event.MalformedItemException;
import io.dromedary.event.Observation;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Between a connector's mapping and its route: the items of a message, or why there are none.
 *
 * <p>A mapping that fails inside a Kamelet is beyond the reach of the route's error handling. So
 * the Kamelet notes the reason ({@link #unreadable}) and gives the message to the route unchanged,
 * where {@link #read} raises it.
 */
public final class Items {

  private static final List<String> ATTRIBUTES =
      List.of("specversion", "id", "source", "type", "time", "subject", "datacontenttype");
  private static final List<String> NOT_ATTRIBUTES = List.of("data", "position");

  /** Exchange property in which the hub's dead letters look for the message as it came. */
  static final String SET_ASIDE = "dromedaryOriginal";

  static final String UNREADABLE = "unreadable";
  static final String ORIGINAL = "original";

  /** Puts the original message back and notes why it could not be mapped; called in a doCatch. */
  public void unreadable(Exchange exchange) {
    Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    exchange.setVariable(
        UNREADABLE, UnreadableMessageException.of(failure == null ? new Exception() : failure));
    Object original = exchange.getVariable(ORIGINAL);
    exchange.getMessage().setBody(original);
    exchange.setProperty(SET_ASIDE, original);
    // the failure quotes the message, and Camel would hang it on any later one
    exchange.removeProperty(Exchange.EXCEPTION_CAUGHT);
  }

  /**
   * The items of the mapped message, events as pure CloudEvents without their position.
   *
   * @throws UnreadableMessageException when the mapping could not read the message, or made
   *     something of it that is no item: checked here, before the first item is handed on
   */
  public List<JsonNode> read(Exchange exchange) throws UnreadableMessageException {
    UnreadableMessageException refusal =
        exchange.getVariable(UNREADABLE, UnreadableMessageException.class);
    if (refusal != null) {
      throw refusal;
    }
    try {
      List<JsonNode> items = of(exchange.getMessage().getBody());
      exchange.removeVariable(ORIGINAL);
      return items;
    } catch (MalformedItemException e) {
      Object original = exchange.getVariable(ORIGINAL);
      exchange.getMessage().setBody(original);
      exchange.setProperty(SET_ASIDE, original);
      throw UnreadableMessageException.of(e);
    }
  }

  /** One item, or the several that a look-up made of it, as a list. */
  public List<?> each(Object body) {
    return body instanceof List<?> several ? several : List.of(body);
  }

  /**
   * The items in a mapping's result.
   *
   * @throws MalformedItemException when it is no array of objects, or an observation lacks a member
   */
  public static List<JsonNode> of(@Nullable Object mapped) {
    if (!(mapped instanceof JsonNode array) || !array.isArray()) {
      throw new MalformedItemException("the result is no JSON array");
    }
    List<JsonNode> items = new ArrayList<>();
    for (JsonNode item : array) {
      if (!item.isObject()) {
        throw new MalformedItemException("an item is no JSON object");
      }
      if (isObservation(item)) {
        Observation.of(item.path("observation"));
      }
      items.add(isEvent(item) ? event(item) : item);
    }
    return items;
  }

  /** A pure CloudEvent: attributes in the order that people expect, the data last. */
  private static ObjectNode event(JsonNode item) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    for (String attribute : ATTRIBUTES) {
      if (item.has(attribute)) {
        event.set(attribute, item.get(attribute));
      }
    }
    item.fields()
        .forEachRemaining(
            member -> {
              if (!event.has(member.getKey()) && !NOT_ATTRIBUTES.contains(member.getKey())) {
                event.set(member.getKey(), member.getValue());
              }
            });
    event.set("data", item.path("data"));
    return event;
  }

  /** Whether the item is a CloudEvent. */
  public static boolean isEvent(JsonNode item) {
    return item.has("specversion");
  }

  /** Whether the item is a state that the change detector compares. */
  public static boolean isObservation(JsonNode item) {
    return item.has("observation");
  }
}
