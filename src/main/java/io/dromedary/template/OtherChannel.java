package io.dromedary.template;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who tells what WhatsApp may not tell or does not deliver.
 *
 * @param channel the word by which a gateway knows its messages, such as {@code sms}
 * @param after also told by it when WhatsApp has not delivered so long after the send; {@code
 *     null}: only when it is certain that WhatsApp does not
 */
public record OtherChannel(String channel, @Nullable Duration after) {}
