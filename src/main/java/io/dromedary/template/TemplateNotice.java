package io.dromedary.template;

import java.time.Instant;

/**
 * Something that Meta told about a template and that a person should see, beside its state; also
 * what a person answered.
 *
 * @param kind {@code category-announced}, {@code category-changed}, {@code category-confirmed} (by
 *     a person of ours), {@code content-changed}, {@code flagged}, {@code unknown-event}
 * @param detail in Meta's words
 * @param at when Meta told it
 */
public record TemplateNotice(
    String name, String language, String kind, String detail, Instant at) {}
