/** What people write, as the webhook route hands it over. */
@NullMarked
package io.dromedary.conversation.camel;

import org.jspecify.annotations.NullMarked;
