package io.dromedary.cost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The price files that the hub brings, for accounts of the tests. */
public final class DeliveredPrices {

  public static final Path FOLDER = Path.of("src/main/resources/prices");
  public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private DeliveredPrices() {}

  public static Map<String, String> files() {
    return files(FOLDER);
  }

  public static Map<String, String> files(Path folder) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.filter(each -> each.toString().endsWith(".yaml")).toList()) {
        files.put(String.valueOf(path.getFileName()), Files.readString(path));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return files;
  }

  public static PriceSettings account(String currency, ZoneId zone, String... international) {
    return new PriceSettings(Currency.getInstance(currency), zone, Set.of(international));
  }

  /** An account in Berlin that pays in euros. */
  public static Prices euros() {
    return load(files(), account("EUR", BERLIN));
  }

  public static Prices load(Map<String, String> files, PriceSettings settings) {
    PricesLoad load = Prices.load(files, settings);
    if (!load.problems().isEmpty()) {
      throw new AssertionError(load.problems().toString());
    }
    return load.prices();
  }
}
