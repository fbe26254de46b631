/** A stand-in for Meta's Cloud API: a real peer over HTTP that shares no code with the hub. */
@NullMarked
package io.dromedary.sandbox;

import org.jspecify.annotations.NullMarked;
