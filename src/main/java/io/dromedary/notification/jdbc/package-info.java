/** The ledger in a relational database. */
@NullMarked
package io.dromedary.notification.jdbc;

import org.jspecify.annotations.NullMarked;
