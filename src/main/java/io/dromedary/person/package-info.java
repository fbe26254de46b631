/** Who somebody is, however they are addressed: phone number, wa_id, user id; and audiences. */
@NullMarked
package io.dromedary.person;

import org.jspecify.annotations.NullMarked;
