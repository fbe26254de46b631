package io.dromedary.sandbox;

import java.time.Instant;

/**
 * An uploaded file.
 *
 * @param id digits
 * @param mimeType type without parameters
 * @param sha256 hex digest of the bytes
 * @param size bytes
 * @param uploadedAt its id lives 30 days from then
 */
record Media(String id, String mimeType, String sha256, long size, Instant uploadedAt) {}
