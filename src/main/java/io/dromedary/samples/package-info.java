/**
 * The connected systems of the sandbox: they speak to the hub as real ones would, over queues,
 * tables, files, feeds and HTTP, and share no code with it.
 */
@NullMarked
package io.dromedary.samples;

import org.jspecify.annotations.NullMarked;
