package io.dromedary.whatsapp;

/** Why a call gave no usable answer. */
public enum GraphFailure {
  /** No connection came about: nothing was sent. */
  NOT_CONNECTED,
  /** No complete answer within the time limit; the request may have been carried out. */
  TIMEOUT,
  /** The connection broke after the request; it may have been carried out. */
  CONNECTION_LOST,
  /** An answer that is not JSON, or not all of it; the request may have been carried out. */
  NOT_JSON,
  /** An answer beyond the size limit; the request may have been carried out. */
  TOO_LARGE,
  /** A redirection, which is never followed. */
  REDIRECTED,
  /** The waiting thread was interrupted; the request may have been carried out. */
  INTERRUPTED;

  /** Whether the other side may have acted on the request. */
  public boolean mayHaveGone() {
    return this != NOT_CONNECTED && this != REDIRECTED;
  }
}
