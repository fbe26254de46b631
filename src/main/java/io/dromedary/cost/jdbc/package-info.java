/** What has been spent, in the hub's database. */
@NullMarked
package io.dromedary.cost.jdbc;

import org.jspecify.annotations.NullMarked;
