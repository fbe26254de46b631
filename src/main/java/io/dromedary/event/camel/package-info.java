/**
 * Connectors at work: reading a source's message, comparing states, finding people, and the
 * Kamelets themselves.
 */
@NullMarked
package io.dromedary.event.camel;

import org.jspecify.annotations.NullMarked;
