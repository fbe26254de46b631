/** Feedback from a relational database. */
@NullMarked
package io.dromedary.feedback.jdbc;

import org.jspecify.annotations.NullMarked;
