/** What people write back. */
@NullMarked
package io.dromedary.conversation;

import org.jspecify.annotations.NullMarked;
