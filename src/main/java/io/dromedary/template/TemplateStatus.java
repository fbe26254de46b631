package io.dromedary.template;

import org.jspecify.annotations.Nullable;

/**
 * What Meta says about a template in one language; only {@link #APPROVED} can be sent. Meta adds
 * words now and then: those read as {@link #UNKNOWN}.
 */
public enum TemplateStatus {
  /** The account does not have it. Our own word. */
  NOT_SUBMITTED,
  PENDING,
  APPROVED,
  REJECTED,
  PAUSED,
  DISABLED,
  IN_APPEAL,
  PENDING_DELETION,
  DELETED,
  LIMIT_EXCEEDED,
  ARCHIVED,
  UNKNOWN;

  /** Reads Meta's word in either case; unknown words and {@code null} give {@link #UNKNOWN}. */
  public static TemplateStatus of(@Nullable String word) {
    for (TemplateStatus status : values()) {
      if (status.name().equalsIgnoreCase(word)) {
        return status;
      }
    }
    return UNKNOWN;
  }
}
