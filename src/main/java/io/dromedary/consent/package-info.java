/** The ledger of opt-in and opt-out. */
@NullMarked
package io.dromedary.consent;

import org.jspecify.annotations.NullMarked;
