/** The platform over HTTP as Camel speaks it. */
@NullMarked
package io.dromedary.whatsapp.camel;

import org.jspecify.annotations.NullMarked;
