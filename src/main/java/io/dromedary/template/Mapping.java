package io.dromedary.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values of a template's parameters for one recipient, or why there are none. */
public sealed interface Mapping {

  /**
   * Every parameter has a value.
   *
   * @param parameters by parameter, written for the recipient; personal data
   */
  record Mapped(Map<String, String> parameters) implements Mapping {
    public Mapped {
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Only the names: the values are personal. */
    @Override
    public String toString() {
      return "Mapped" + parameters.keySet();
    }
  }

  /**
   * One parameter has no usable value.
   *
   * @param path where it was looked for
   * @param detail what was expected, in words without personal data
   */
  record Unmapped(String parameter, String path, Reason reason, String detail) implements Mapping {}

  /** Why a parameter has no value. */
  enum Reason {
    /** The event has none and the binding no default. */
    MISSING,
    /** The event's value cannot be written in the form that the binding asks for. */
    INVALID
  }
}
