/** What the conversation keeps in the database. */
@NullMarked
package io.dromedary.conversation.jdbc;

import org.jspecify.annotations.NullMarked;
