/** Acceptance of events: once only, in one transaction, split into recipients. */
@NullMarked
package io.dromedary.intake;

import org.jspecify.annotations.NullMarked;
