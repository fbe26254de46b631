package io.dromedary.decisiontest;

import io.dromedary.cost.PriceSettings;
import io.dromedary.cost.Prices;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The prices that the hub is delivered with, read once per currency when a test needs them. Safe
 * for concurrent use.
 */
public final class DeliveredPrices {

  private final Map<String, Prices> known = new ConcurrentHashMap<>();

  /**
   * The prices of an account that pays in {@code currency}.
   *
   * @throws IllegalArgumentException when there is no such currency
   */
  public Prices in(String currency) {
    return known.computeIfAbsent(
        currency,
        code ->
            Prices.load(
                    files(),
                    new PriceSettings(Currency.getInstance(code), ZoneOffset.UTC, Set.of()))
                .prices());
  }

  private static Map<String, String> files() {
    Map<String, String> files = new HashMap<>();
    try {
      for (Resource resource :
          new PathMatchingResourcePatternResolver().getResources("classpath*:prices/*.yaml")) {
        try (InputStream content = resource.getInputStream()) {
          files.put(
              String.valueOf(resource.getFilename()),
              new String(content.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The hub's own price files cannot be read", e);
    }
    return files;
  }
}
