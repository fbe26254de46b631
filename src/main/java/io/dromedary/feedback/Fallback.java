package io.dromedary.feedback;

import io.dromedary.notification.NotificationRecord;
import io.dromedary.notification.Payload;

/**
 * A notification that another channel is to tell.
 *
 * @param channel the binding's word, such as {@code sms}
 * @param payload address and values, in clear
 */
public record Fallback(NotificationRecord notification, String channel, Payload payload) {}
