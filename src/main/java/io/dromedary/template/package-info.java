/** Templates, their bindings to event types, and the rendering of both. */
@NullMarked
package io.dromedary.template;

import org.jspecify.annotations.NullMarked;
