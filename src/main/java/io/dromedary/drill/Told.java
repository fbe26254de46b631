package io.dromedary.drill;

/**
 * What the ledger says of one notification.
 *
 * @param event id of its event
 * @param state as the contract calls it
 * @param reason of the state; empty: none
 * @param attempts how often it was about to be sent
 */
public record Told(String id, String event, String state, String reason, int attempts) {}
