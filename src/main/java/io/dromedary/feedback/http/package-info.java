/** Feedback over HTTP. */
@NullMarked
package io.dromedary.feedback.http;

import org.jspecify.annotations.NullMarked;
