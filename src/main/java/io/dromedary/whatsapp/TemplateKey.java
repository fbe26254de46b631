package io.dromedary.whatsapp;

/**
 * One template in one language: Meta's unit of review.
 *
 * @param language Meta's code with underscore
 */
public record TemplateKey(String name, String language) {

  @Override
  public String toString() {
    return name + "/" + language;
  }
}
