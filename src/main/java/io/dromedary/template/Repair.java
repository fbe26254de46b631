package io.dromedary.template;

/** What may be done to a value that the platform would refuse as it is. */
public enum Repair {
  /** Runs of spaces and tabs become one space, none stays at the ends, controls are dropped. */
  TRIM,
  /** Line breaks become spaces. */
  JOIN_LINES,
  /** What is longer than the greatest length is cut at a word and ends in an ellipsis. */
  SHORTEN
}
