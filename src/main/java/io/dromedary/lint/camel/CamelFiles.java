package io.dromedary.lint.camel;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Language;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/**
 * Asks Camel's own parsers about route and Kamelet files, and about expressions. No route is added
 * or started; nothing is connected to. For one thread.
 */
public final class CamelFiles implements AutoCloseable {

  private static final Pattern LINE = Pattern.compile("line:? (\\d+)");

  private final CamelContext camel = new DefaultCamelContext();
  private final @Nullable Language simple;

  public CamelFiles() {
    camel.build();
    simple = camel.resolveLanguage("simple");
  }

  /**
   * What Camel says against a file.
   *
   * @param line {@code null} when Camel tells none
   */
  public record Complaint(@Nullable Integer line, String message) {}

  /** Empty when Camel understands the file. Never throws. */
  public Optional<Complaint> complaint(Path file) {
    try {
      Resource resource =
          ResourceHelper.resolveMandatoryResource(camel, "file:" + file.toAbsolutePath());
      Collection<RoutesBuilder> builders =
          PluginHelper.getRoutesLoader(camel).findRoutesBuilders(resource);
      for (RoutesBuilder builder : builders) {
        if (builder instanceof RouteBuilder routes) {
          routes.setCamelContext(camel);
          routes.configure();
        }
      }
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(complaint(e));
    }
  }

  /** Empty when Simple understands the text, as a condition or as a value. Never throws. */
  public Optional<String> complaint(String text, boolean condition) {
    try {
      if (simple != null && condition) {
        simple.createPredicate(text);
      } else if (simple != null) {
        simple.createExpression(text);
      }
      return Optional.empty();
    } catch (RuntimeCamelException | IllegalArgumentException e) {
      return Optional.of(first(e));
    }
  }

  private static Complaint complaint(Throwable problem) {
    String all = messages(problem);
    Matcher line = LINE.matcher(all);
    return new Complaint(line.find() ? Integer.valueOf(line.group(1)) : null, first(problem));
  }

  private static String messages(Throwable problem) {
    StringBuilder all = new StringBuilder();
    Set<Throwable> seen = new LinkedHashSet<>();
    for (Throwable at = problem; at != null && seen.add(at); at = at.getCause()) {
      all.append(at.getMessage()).append('\n');
    }
    return all.toString();
  }

  /** The first line of the innermost explanation. */
  private static String first(Throwable problem) {
    Throwable last = problem;
    while (last.getCause() != null && last.getCause() != last) {
      last = last.getCause();
    }
    String text = last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
    return text.lines().findFirst().orElse("").replaceAll("[.:\\s]+$", "");
  }

  @Override
  public void close() {
    camel.stop();
  }
}
