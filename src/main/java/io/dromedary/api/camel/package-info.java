/** The HTTP face as the REST routes call it. */
@NullMarked
package io.dromedary.api.camel;

import org.jspecify.annotations.NullMarked;
