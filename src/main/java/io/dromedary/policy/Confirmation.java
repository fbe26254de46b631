package io.dromedary.policy;

import io.dromedary.consent.Consent;
import io.dromedary.cost.Destination;
import io.dromedary.template.Binding;
import io.dromedary.template.Template;
import io.dromedary.window.ServiceWindow;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What the decision immediately before the send goes by: everything that can have changed since the
 * first one.
 *
 * @param message what was decided first
 * @param topic the binding's topic at that time
 * @param binding as it is now; {@code null}: its file was taken away
 * @param template the binding's template as it is now; {@code null}: taken away
 * @param correction the template of the binding's correction; {@code null}: it has none
 * @param to where it goes, for its price
 * @param locale the recipient's, BCP 47; {@code null}: unknown
 * @param zone the recipient's, else the hub's
 */
public record Confirmation(
    Decision.Message message,
    String topic,
    @Nullable Binding binding,
    @Nullable Template template,
    @Nullable Template correction,
    Consent consent,
    ServiceWindow window,
    Predecessor predecessor,
    Circumstances circumstances,
    Destination to,
    Instant deadline,
    @Nullable String locale,
    ZoneId zone,
    Instant now) {}
