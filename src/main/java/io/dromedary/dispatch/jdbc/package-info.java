/** The outbox and the limits in a relational database. */
@NullMarked
package io.dromedary.dispatch.jdbc;

import org.jspecify.annotations.NullMarked;
