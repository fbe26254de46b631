package io.dromedary.template;

import java.time.Duration;

/**
 * How often one person is told of one topic at the most.
 *
 * @param most from 1
 * @param per the period that looks back from now; messages at its very beginning do not count any
 *     more
 */
public record Frequency(int most, Duration per) {}
