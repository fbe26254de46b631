package io.dromedary.event;

/** A failure that lies in what a source sent: a retry does not heal it. */
public interface ContentFault {

  /** What is wrong, where, and what can be done about it; never quotes the content. */
  String report();
}
