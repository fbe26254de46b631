package io.dromedary.template;

import org.jspecify.annotations.Nullable;

/**
 * Why a file was left out of the catalogue.
 *
 * @param file name relative to the templates folder
 * @param line from 1; {@code null} when the problem has no place of its own
 * @param rule stable kebab-case word
 * @param remedy what to do about it
 */
public record CatalogueProblem(
    String file, @Nullable Integer line, String rule, String message, String remedy) {

  @Override
  public String toString() {
    return file + (line == null ? "" : ":" + line) + " " + rule + ": " + message + ". " + remedy;
  }
}
