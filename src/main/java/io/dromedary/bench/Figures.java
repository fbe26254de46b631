package io.dromedary.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one scenario came to.
 *
 * @param figures by name, with the unit at its end
 * @param perSecond accepted messages in each second, from the first one on
 */
public record Figures(Scenario scenario, Map<String, Double> figures, List<Integer> perSecond) {

  public Figures {
    figures = new LinkedHashMap<>(figures);
    perSecond = List.copyOf(perSecond);
  }
}
