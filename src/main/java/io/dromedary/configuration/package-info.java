/** Puts the hub together: settings, database, broker, HTTP, and who is given whom. */
@NullMarked
package io.dromedary.configuration;

import org.jspecify.annotations.NullMarked;
