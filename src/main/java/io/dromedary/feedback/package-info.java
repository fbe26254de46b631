/** What the hub tells the systems that sent the events. */
@NullMarked
package io.dromedary.feedback;

import org.jspecify.annotations.NullMarked;
