package io.dromedary.conversation;

import io.dromedary.consent.ConsentState;

/**
 * What a message that is just a keyword asks for.
 *
 * @param state {@code WITHDRAWN} to stop, {@code GRANTED} to start
 * @param topic {@code *} for all
 * @param language ISO 639 code to confirm in; empty when the word belongs to several
 */
public record Wish(ConsentState state, String topic, String language) {}
