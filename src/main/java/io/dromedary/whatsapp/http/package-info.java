/** The Graph API over HTTP. */
@NullMarked
package io.dromedary.whatsapp.http;

import org.jspecify.annotations.NullMarked;
