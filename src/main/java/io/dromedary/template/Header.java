package io.dromedary.template;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The part above the body of a template: nothing, a line of text, a file or a place. */
public sealed interface Header {

  /** The parameters that fill this header, in the order in which they are declared. */
  List<String> parameters();

  /** No header. */
  record None() implements Header {
    @Override
    public List<String> parameters() {
      return List.of();
    }
  }

  /** A line of at most 60 characters with at most one named placeholder. */
  record Text(String text) implements Header {
    @Override
    public List<String> parameters() {
      return Placeholders.names(text);
    }
  }

  /**
   * A document such as a ticket or an invoice.
   *
   * @param link parameter with the https address of the file
   * @param filename parameter with the name that the user sees; {@code null}: none is sent
   */
  record Document(String link, @Nullable String filename) implements Header {
    @Override
    public List<String> parameters() {
      return filename == null ? List.of(link) : List.of(link, filename);
    }
  }

  /**
   * A picture.
   *
   * @param link parameter with the https address of a JPEG or PNG
   */
  record Image(String link) implements Header {
    @Override
    public List<String> parameters() {
      return List.of(link);
    }
  }

  /**
   * A place on the map; each member names a parameter, latitude and longitude in decimal degrees.
   *
   * @param name {@code null}: the place has no name
   * @param address {@code null}: the place has no address
   */
  record Location(
      String latitude, String longitude, @Nullable String name, @Nullable String address)
      implements Header {
    @Override
    public List<String> parameters() {
      List<String> names = new ArrayList<>(List.of(latitude, longitude));
      Stream.of(name, address).filter(each -> each != null).forEach(names::add);
      return List.copyOf(names);
    }
  }
}
