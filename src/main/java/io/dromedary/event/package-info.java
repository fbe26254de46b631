/** Business events: what a connected system says has happened, and to whom it matters. */
@NullMarked
package io.dromedary.event;

import org.jspecify.annotations.NullMarked;
