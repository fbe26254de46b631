/** What Camel itself says of a route or Kamelet file. */
@NullMarked
package io.dromedary.lint.camel;

import org.jspecify.annotations.NullMarked;
