/** Rejections in PostgreSQL or H2. */
@NullMarked
package io.dromedary.intake.jdbc;

import org.jspecify.annotations.NullMarked;
