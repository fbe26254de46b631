package io.dromedary.cost;

/** A form that is permitted for a message, with what it would cost. */
public record Option(Form form, Quote quote) {}
