/** What stands in front of every route of the HTTP face: sizes, keys, errors. */
@NullMarked
package io.dromedary.api.web;

import org.jspecify.annotations.NullMarked;
