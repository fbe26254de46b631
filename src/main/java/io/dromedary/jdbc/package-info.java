/** What every SQL adapter needs: instants and row values that PostgreSQL and H2 both understand. */
@NullMarked
package io.dromedary.jdbc;

import org.jspecify.annotations.NullMarked;
