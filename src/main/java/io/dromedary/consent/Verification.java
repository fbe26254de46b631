package io.dromedary.consent;

import org.jspecify.annotations.Nullable;

/**
 * Whether a chain is as it was written.
 *
 * @param entries how many entries were looked at
 * @param brokenAt number of the first entry that is wrong; {@code null} when all are right
 * @param finding what is wrong, without content; {@code null} when nothing is
 */
public record Verification(int entries, @Nullable Integer brokenAt, @Nullable String finding) {

  /** Nothing is wrong. */
  public static Verification intact(int entries) {
    return new Verification(entries, null, null);
  }

  /** Something is, from this entry on. */
  public static Verification broken(int entries, int brokenAt, String finding) {
    return new Verification(entries, brokenAt, finding);
  }

  /** Whether nothing is wrong. */
  public boolean isIntact() {
    return finding == null;
  }
}
