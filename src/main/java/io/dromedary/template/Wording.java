package io.dromedary.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template in one language.
 *
 * @param body text with named placeholders, at most 1,024 characters; of an authentication template
 *     Meta's own fixed text as far as it is known, for people to read
 * @param footer {@code null}: none
 * @param placeholders the parameters of header, body and buttons, each once, in this order
 * @param examples one value for each parameter, for Meta's reviewers
 */
public record Wording(
    Header header,
    String body,
    @Nullable String footer,
    List<Button> buttons,
    List<String> placeholders,
    Map<String, String> examples) {

  public Wording {
    buttons = List.copyOf(buttons);
    placeholders = List.copyOf(placeholders);
    examples = Collections.unmodifiableMap(new LinkedHashMap<>(examples));
  }

  /** Makes a wording whose placeholders are read from its parts. */
  static Wording of(
      Header header,
      String body,
      @Nullable String footer,
      List<Button> buttons,
      Map<String, String> examples) {
    return new Wording(header, body, footer, buttons, parameters(header, body, buttons), examples);
  }

  private static List<String> parameters(Header header, String body, List<Button> buttons) {
    LinkedHashSet<String> names = new LinkedHashSet<>(header.parameters());
    names.addAll(Placeholders.names(body));
    for (Button button : buttons) {
      if (button instanceof Button.Url url && url.value() != null) {
        names.add(url.value());
      }
    }
    return List.copyOf(names);
  }

  /** The parameters of the body, in the order of their first appearance. */
  public List<String> bodyParameters() {
    return Placeholders.names(body);
  }
}
