package io.dromedary.event;

/**
 * A business key behind which recipients are found: everybody of a flight, the holder of an
 * account.
 *
 * @param kind what sort of key it is: {@code flight}, {@code order}, {@code area} …
 * @param key the key itself, as the source writes it
 */
public record AudienceRef(String kind, String key) {}
