package io.dromedary.decisiontest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/**
 * One test of a file, its keys already checked.
 *
 * @param file in which it stands; relative paths in it start from there
 * @param line of the test in the file, from 1
 * @param body the mapping as JSON
 */
public record DecisionTest(Path file, int line, String name, JsonNode body) {}
