package io.dromedary.cost;

/** In which form a message leaves. */
public enum Form {
  /** An approved template; may leave at any time. */
  TEMPLATE,
  /** Free-form, inside the customer service window only. Meta calls it a service message. */
  SESSION
}
