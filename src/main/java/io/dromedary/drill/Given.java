package io.dromedary.drill;

/**
 * An event that a source gave and the hub acknowledged.
 *
 * @param id the CloudEvent's, unique in the drill
 * @param repeatable whether its binding may send again what may have been sent: {@code resend};
 *     otherwise {@code hold}
 */
public record Given(String id, boolean repeatable) {}
