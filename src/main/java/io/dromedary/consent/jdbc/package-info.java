/** The consent ledger in the database. */
@NullMarked
package io.dromedary.consent.jdbc;

import org.jspecify.annotations.NullMarked;
