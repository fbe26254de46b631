/** The customer service window of a person and a business number. */
@NullMarked
package io.dromedary.window;

import org.jspecify.annotations.NullMarked;
