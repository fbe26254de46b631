/** The ledger of notifications: their life cycle and history. */
@NullMarked
package io.dromedary.notification;

import org.jspecify.annotations.NullMarked;
