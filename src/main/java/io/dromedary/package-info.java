/** Dromedary: an integration hub from business events to WhatsApp notifications. */
@NullMarked
package io.dromedary;

import org.jspecify.annotations.NullMarked;
