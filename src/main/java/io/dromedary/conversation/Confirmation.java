package io.dromedary.conversation;

/**
 * The one automatic reply to a stop or start, marked as such; free-form, for the open window.
 *
 * @param language ISO 639 code
 */
public record Confirmation(String language, String text) {}
