/** What the hub remembers about events, in its database. */
@NullMarked
package io.dromedary.event.jdbc;

import org.jspecify.annotations.NullMarked;
