/** The intake as the routes call it. */
@NullMarked
package io.dromedary.intake.camel;

import org.jspecify.annotations.NullMarked;
