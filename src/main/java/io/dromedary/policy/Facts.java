package io.dromedary.policy;

import io.dromedary.consent.Consent;
import io.dromedary.event.BusinessEvent;
import io.dromedary.event.Recipient;
import io.dromedary.template.Binding;
import io.dromedary.template.Template;
import io.dromedary.window.ServiceWindow;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Everything the decision about one recipient goes by, gathered beforehand: the rules look nothing
 * up and read no clock.
 *
 * @param position the recipient's place in the event, from 0
 * @param recipient as the source or the audience names them
 * @param address who that is
 * @param binding what covers the event; {@code null} when nothing does
 * @param template the binding's template; {@code null} without a binding
 * @param consent the person's consent as of now; none when nobody was found
 * @param window the person's customer service window with the sending number
 * @param acceptedAt when the event was accepted
 * @param now the instant of the decision
 * @param zone the hub's zone, where neither recipient nor value has one
 * @param circumstances limits and history
 */
public record Facts(
    BusinessEvent event,
    int position,
    Recipient recipient,
    Address address,
    @Nullable Binding binding,
    @Nullable Template template,
    Consent consent,
    ServiceWindow window,
    Instant acceptedAt,
    Instant now,
    ZoneId zone,
    Circumstances circumstances) {

  /** The earliest of the event's and the binding's deadline; a day after acceptance by default. */
  public Instant deadline() {
    Instant deadline = event.deadline();
    if (binding != null) {
      Instant bound = binding.deadline(event.json(), acceptedAt).orElse(null);
      if (bound != null && (deadline == null || bound.isBefore(deadline))) {
        deadline = bound;
      }
    }
    return deadline == null ? acceptedAt.plus(Rules.DEFAULT_LIFE) : deadline;
  }

  /** The clock on the recipient's wall: their zone, else the hub's. */
  public ZoneId clock() {
    return clock(recipient.zone(), zone);
  }

  /** The zone of this id; {@code otherwise} when there is none, or none of this name. */
  public static ZoneId clock(@Nullable String id, ZoneId otherwise) {
    try {
      return id == null ? otherwise : ZoneId.of(id.strip());
    } catch (DateTimeException unknownZone) {
      return otherwise;
    }
  }

  /** The later of the event's and the binding's earliest instant; {@code null}: at once. */
  public @Nullable Instant notBefore() {
    Instant bound = binding == null ? null : binding.notBefore(event.json()).orElse(null);
    Instant asked = event.notBefore();
    if (bound == null || (asked != null && asked.isAfter(bound))) {
      return asked;
    }
    return bound;
  }
}
