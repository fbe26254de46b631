package io.dromedary.feedback.camel;

import io.dromedary.feedback.Fallback;
import io.dromedary.feedback.FallbackJson;
import io.dromedary.feedback.Fallbacks;
import io.dromedary.template.Catalogue;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Exchange;

/** Hands to other channels what WhatsApp may not tell; in the route's transaction. */
public final class FallbackRoute {

  private static final int AT_ONCE = 100;

  private final Fallbacks fallbacks;
  private final Supplier<Catalogue> catalogue;

  public FallbackRoute(Fallbacks fallbacks, Supplier<Catalogue> catalogue) {
    this.fallbacks = fallbacks;
    this.catalogue = catalogue;
  }

  /** The next ones; empty when there are none. */
  public List<Fallback> next() {
    return fallbacks.next(AT_ONCE);
  }

  /** The queue's message; an SMS and an e-mail gateway select theirs by its header. */
  public String message(@Body Fallback fallback, Exchange exchange) {
    String template = fallback.notification().template();
    exchange.getMessage().setHeader("dromedaryChannel", fallback.channel());
    return FallbackJson.of(
            fallback, template == null ? null : catalogue.get().template(template).orElse(null))
        .toString();
  }

  /** They are in the queue. */
  public void done(@Body List<Fallback> told) {
    fallbacks.done(told.stream().map(one -> one.notification().id()).toList());
  }
}
