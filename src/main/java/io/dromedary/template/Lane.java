package io.dromedary.template;

/** The queue a notification waits in; urgent goes before normal, normal before bulk. */
public enum Lane {
  URGENT,
  NORMAL,
  BULK
}
