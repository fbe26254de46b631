package io.dromedary.event;

/**
 * What is wrong with an event, and where.
 *
 * @param pointer JSON pointer (RFC 6901) into the structured CloudEvent; empty for the whole event
 * @param reason what is wrong and what would be right, without the value itself
 */
public record Fault(String pointer, String reason) {}
