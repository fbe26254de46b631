/** Sending what is queued: claims, limits, leases, outcomes. */
@NullMarked
package io.dromedary.dispatch;

import org.jspecify.annotations.NullMarked;
