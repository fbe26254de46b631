/** Seals personal values for the database and tags them so that they are still found. */
@NullMarked
package io.dromedary.vault;

import org.jspecify.annotations.NullMarked;
