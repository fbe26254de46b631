/** A plain Camel route, to measure the hub against. */
@NullMarked
package io.dromedary.bench.camel;

import org.jspecify.annotations.NullMarked;
