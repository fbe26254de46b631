/** The HTTP face: reads requests, asks the capabilities, answers JSON or problem details. */
@NullMarked
package io.dromedary.api;

import org.jspecify.annotations.NullMarked;
