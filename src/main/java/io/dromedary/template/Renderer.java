package io.dromedary.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows what a recipient will read. */
public final class Renderer {

  private Renderer() {}

  /**
   * Fills the wording; a parameter without a value stays visible as its placeholder.
   *
   * @throws IllegalArgumentException when the template has no such language
   */
  public static RenderedMessage render(
      Template template, String language, Map<String, String> parameters) {
    Wording wording = template.wording(language);
    List<String> buttons =
        wording.buttons().stream().map(button -> button(button, parameters)).toList();
    return new RenderedMessage(
        header(wording.header(), parameters),
        Placeholders.fill(wording.body(), parameters),
        wording.footer(),
        buttons);
  }

  static @Nullable String header(Header header, Map<String, String> parameters) {
    if (header instanceof Header.Text text) {
      return Placeholders.fill(text.text(), parameters);
    }
    if (header instanceof Header.Document document) {
      return bracketed("document", parameters.get(nameOf(document)));
    }
    if (header instanceof Header.Image image) {
      return bracketed("image", parameters.get(image.link()));
    }
    if (header instanceof Header.Location location) {
      return bracketed("location", parameters.get(nameOf(location)));
    }
    return null;
  }

  private static String nameOf(Header.Document document) {
    return document.filename() != null ? document.filename() : document.link();
  }

  private static String nameOf(Header.Location location) {
    return location.name() != null ? location.name() : location.latitude();
  }

  private static String bracketed(String kind, @Nullable String what) {
    return what == null ? "[" + kind + "]" : "[" + kind + ": " + what + "]";
  }

  private static String button(Button button, Map<String, String> parameters) {
    if (button instanceof Button.Url url) {
      String suffix = url.value() == null ? null : parameters.get(url.value());
      return url.text() + " -> " + (suffix == null ? url.url() : url.filled(suffix));
    }
    if (button instanceof Button.Phone phone) {
      return phone.text() + " -> " + phone.phone();
    }
    return button.text();
  }
}
