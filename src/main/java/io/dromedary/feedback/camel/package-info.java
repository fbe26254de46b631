/** Feedback as the routes call it. */
@NullMarked
package io.dromedary.feedback.camel;

import org.jspecify.annotations.NullMarked;
