package io.dromedary.lint;

import java.util.Locale;

/** How bad a finding is. */
public enum Severity {
  /** The file is not used, or would hurt in production. */
  ERROR,
  /** A guess, or a habit to give up. */
  WARNING;

  /** The word in files, output and documents. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
