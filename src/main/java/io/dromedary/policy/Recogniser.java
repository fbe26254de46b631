package io.dromedary.policy;

import java.util.function.IntPredicate;

/** Knows one kind of sensitive data by its signs. */
@FunctionalInterface
interface Recogniser {

  /**
   * How many signs at the head of the stretch are one.
   *
   * @param named whether so many signs stand beside a name of the kind; asked only where the signs
   *     alone do not settle it
   * @return 0 when it is none
   */
  int covers(Stretch stretch, IntPredicate named);
}
