/** The customer service windows in the database. */
@NullMarked
package io.dromedary.window.jdbc;

import org.jspecify.annotations.NullMarked;
