package io.dromedary.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a program's processor time goes: the samples of a Flight Recorder file, as SVG. Our own
 * methods are shown one by one, the calls inside of a library as one box with its name.
 */
final class FlameGraph {

  private static final int WIDTH = 1200;
  private static final int ROW = 17;
  private static final int HEAD = 24;

  /** Pixels; what is narrower is left out. */
  private static final double NARROWEST = 1.5;

  /** Pixels of a letter, at most. */
  private static final double LETTER = 7;

  private static final String OWN = "io.dromedary.";
  private static final String OWN_COLOUR = "#2a9d8f";
  private static final String OTHER_COLOUR = "#d9d9d9";
  private static final Map<String, String> LIBRARIES = libraries();
  private static final Map<String, String> COLOURS =
      Map.of(
          "Camel", "#f4a261",
          "ActiveMQ", "#e76f51",
          "PostgreSQL driver", "#8ab17d",
          "H2", "#8ab17d",
          "Jackson", "#e9c46a",
          "Spring", "#b5c99a",
          "Vert.x", "#a8c5da",
          "Tomcat", "#a8c5da");

  private final Node root = new Node("all");

  private FlameGraph() {}

  private static Map<String, String> libraries() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("org.apache.camel.", "Camel");
    names.put("org.apache.activemq.", "ActiveMQ");
    names.put("org.messaginghub.", "ActiveMQ");
    names.put("org.postgresql.", "PostgreSQL driver");
    names.put("org.h2.", "H2");
    names.put("com.zaxxer.", "connection pool");
    names.put("com.fasterxml.", "Jackson");
    names.put("com.networknt.", "JSON Schema");
    names.put("org.springframework.", "Spring");
    names.put("io.vertx.", "Vert.x");
    names.put("io.netty.", "Vert.x");
    names.put("org.apache.catalina.", "Tomcat");
    names.put("org.apache.coyote.", "Tomcat");
    names.put("org.apache.tomcat.", "Tomcat");
    names.put("ch.qos.logback.", "logging");
    names.put("org.slf4j.", "logging");
    names.put("io.micrometer.", "metrics");
    names.put("javax.crypto.", "cryptography");
    names.put("com.sun.crypto.", "cryptography");
    names.put("sun.security.", "cryptography");
    return names;
  }

  /**
   * Writes the graph of what was sampled between two instants.
   *
   * @throws IOException when the recording cannot be read or the graph not be written
   */
  static void write(Path recording, Instant from, Instant to, Path svg, String title)
      throws IOException {
    List<List<String>> stacks = new ArrayList<>();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        RecordedStackTrace stack = event.getStackTrace();
        if (stack != null
            && event.getEventType().getName().equals("jdk.ExecutionSample")
            && event.getStartTime().isAfter(from)
            && event.getStartTime().isBefore(to)) {
          stacks.add(stack.getFrames().stream().map(FlameGraph::label).toList());
        }
      }
    }
    Path folder = svg.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(svg, of(stacks, title));
  }

  /** The graph of stacks, each from its innermost call to its outermost. */
  static String of(List<List<String>> stacks, String title) {
    FlameGraph graph = new FlameGraph();
    stacks.forEach(graph::add);
    return graph.svg(title);
  }

  private static String label(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    return label(method.getType().getName(), method.getName());
  }

  /** Our own methods by their names, others by their library's. */
  static String label(String type, String method) {
    // what the virtual machine makes of a lambda has a name that says nothing
    if (type.startsWith(OWN) && !type.contains("$$")) {
      String outer = type.replaceAll("\\$.*", "");
      String simple = outer.substring(outer.lastIndexOf('.') + 1);
      String name = method.startsWith("lambda$") ? method.split("\\$")[1] : method;
      return simple + "." + name;
    }
    return LIBRARIES.entrySet().stream()
        .filter(library -> type.startsWith(library.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("Java");
  }

  private void add(List<String> innermostFirst) {
    root.samples++;
    Node at = root;
    for (int i = innermostFirst.size() - 1; i >= 0; i--) {
      String label = innermostFirst.get(i);
      if (!label.equals(at.label)) {
        at = at.children.computeIfAbsent(label, Node::new);
        at.samples++;
      }
    }
  }

  private String svg(String title) {
    List<String> boxes = new ArrayList<>();
    int depth = draw(root, 0, 0, boxes);
    int height = HEAD + ROW * (depth + 1);
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="monospace" font-size="11">
        <title>%s</title>
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        <text x="4" y="16" font-size="13">%s, %d samples; callers above what they call</text>
        """
            .formatted(WIDTH, height, escaped(title), escaped(title), root.samples));
    boxes.forEach(svg::append);
    return svg.append("</svg>\n").toString();
  }

  /** Draws a call and what it calls; how deep that goes. */
  private int draw(Node node, double x, int depth, List<String> boxes) {
    double width = width(node);
    boxes.add(box(node, x, depth, width));
    int deepest = depth;
    double left = x;
    for (Node child : node.children.values()) {
      if (width(child) >= NARROWEST) {
        deepest = Math.max(deepest, draw(child, left, depth + 1, boxes));
      }
      left += width(child);
    }
    return deepest;
  }

  private double width(Node node) {
    return root.samples == 0 ? WIDTH : WIDTH * (double) node.samples / root.samples;
  }

  private String box(Node node, double x, int depth, double width) {
    int y = HEAD + ROW * depth;
    int letters = (int) ((width - 4) / LETTER);
    String text =
        letters < 3
            ? ""
            : node.label.length() <= letters ? node.label : node.label.substring(0, letters);
    return String.format(
        Locale.ROOT,
        "<g><title>%s, %.1f %%</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\""
            + " fill=\"%s\" stroke=\"#ffffff\"/><text x=\"%.1f\" y=\"%d\">%s</text></g>%n",
        escaped(node.label),
        root.samples == 0 ? 100.0 : 100.0 * node.samples / root.samples,
        x,
        y,
        width,
        ROW,
        colour(node.label),
        x + 3,
        y + 12,
        escaped(text));
  }

  private static String colour(String label) {
    return label.contains(".") && !LIBRARIES.containsValue(label)
        ? OWN_COLOUR
        : COLOURS.getOrDefault(label, OTHER_COLOUR);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static final class Node {
    final String label;
    final Map<String, Node> children = new TreeMap<>();
    int samples;

    Node(String label) {
      this.label = label;
    }
  }
}
