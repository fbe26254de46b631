package io.dromedary.consent;

/**
 * The answer of {@link ConsentLedger#append}.
 *
 * @param entry the entry that holds the statement
 * @param repeat whether it had been there already, so that nothing was added
 */
public record Recorded(ConsentEntry entry, boolean repeat) {}
