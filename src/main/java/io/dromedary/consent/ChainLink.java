package io.dromedary.consent;

import org.jspecify.annotations.Nullable;

/**
 * An entry with the tags that its hash covers in place of what can be erased.
 *
 * @param wordingTag {@code null} when there never was a wording
 * @param evidenceTag {@code null} when there never was evidence
 */
public record ChainLink(
    ConsentEntry entry, @Nullable String wordingTag, @Nullable String evidenceTag) {

  String hash() {
    return ConsentChain.hash(entry, wordingTag, evidenceTag);
  }
}
