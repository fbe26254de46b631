/** Declarative tests of decisions: given facts and an event, what is told to whom, and why. */
@NullMarked
package io.dromedary.decisiontest;

import org.jspecify.annotations.NullMarked;
