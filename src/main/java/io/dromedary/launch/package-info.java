/** How the packaged jar starts; docs/adr/0012 says why it needs more than Spring Boot gives. */
@NullMarked
package io.dromedary.launch;

import org.jspecify.annotations.NullMarked;
