package io.dromedary.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as a person reads it, for console and dry run; it holds personal data and is never
 * logged.
 *
 * @param header {@code null}: none; files and places in brackets
 * @param footer {@code null}: none
 * @param buttons labels, with their address or number
 */
public record RenderedMessage(
    @Nullable String header, String body, @Nullable String footer, List<String> buttons) {

  public RenderedMessage {
    buttons = List.copyOf(buttons);
  }

  /** Without the text, which is personal. */
  @Override
  public String toString() {
    return "RenderedMessage[" + body.length() + " characters]";
  }
}
