/** The command line. */
@NullMarked
package io.dromedary.cli;

import org.jspecify.annotations.NullMarked;
