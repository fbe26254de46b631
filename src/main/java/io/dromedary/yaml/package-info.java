/** YAML files with the line of everything in them, for messages that say where. */
@NullMarked
package io.dromedary.yaml;

import org.jspecify.annotations.NullMarked;
