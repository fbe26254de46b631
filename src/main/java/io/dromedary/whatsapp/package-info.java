/** The Cloud API: messages, errors, webhooks, signature. */
@NullMarked
package io.dromedary.whatsapp;

import org.jspecify.annotations.NullMarked;
