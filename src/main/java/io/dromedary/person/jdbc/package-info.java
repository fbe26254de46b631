/** People and audiences in the database. */
@NullMarked
package io.dromedary.person.jdbc;

import org.jspecify.annotations.NullMarked;
