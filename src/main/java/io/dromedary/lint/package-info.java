/** What is wrong with routes, connectors, templates, bindings and tests, before they run. */
@NullMarked
package io.dromedary.lint;

import org.jspecify.annotations.NullMarked;
