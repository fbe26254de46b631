package io.dromedary.template;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who tells what WhatsApp may not tell or does not deliver.
 *
 * @param channel the word by which a gateway knows its messages, such as {@code sms}
 * @param after also told by it when WhatsApp has not delivered so long after the send; {@code
 *     null}: only when it is certain that WhatsApp does not
 * @param unless what keeps it from telling after that time
 */
public record OtherChannel(String channel, @Nullable Duration after, Unless unless) {

  /** What must be known of the message so that nobody else tells it. */
  public enum Unless {
    /** It has arrived. */
    DELIVERED,
    /** It has been read; who has switched receipts off is told by both. */
    READ
  }
}
