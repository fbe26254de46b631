/** Template states in the database. */
@NullMarked
package io.dromedary.template.jdbc;

import org.jspecify.annotations.NullMarked;
