/** Sending and webhooks as the routes call them. */
@NullMarked
package io.dromedary.dispatch.camel;

import org.jspecify.annotations.NullMarked;
