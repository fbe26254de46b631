package io.dromedary.conversation;

import java.util.Map;

/** What came in, by the {@code type} of the platform's webhook. */
public enum InboundKind {
  /** Written text. */
  TEXT(true),
  /** A tap on a quick reply of a template. */
  BUTTON(true),
  /** A tap or a filled form in a session message. */
  INTERACTIVE(true),
  /** Image, video, audio, document or sticker. */
  MEDIA(true),
  /** A place. */
  LOCATION(true),
  /** Contact cards. */
  CONTACTS(true),
  /** A shopping cart. */
  ORDER(true),
  /** The user opened the chat for the first time. */
  WELCOME(true),
  /**
   * An emoji on a message. Whether it opens the window is not confirmed by the platform: taken as
   * not, because a window wrongly believed open costs a refused message, a window wrongly believed
   * closed only the price of a template.
   */
  REACTION(false),
  /** A change of number or id, told by the platform and not written by the user. */
  SYSTEM(false),
  /** What the platform does not pass on, or a later change of a message; opens no window. */
  OTHER(false);

  private static final Map<String, InboundKind> BY_TYPE =
      Map.ofEntries(
          Map.entry("text", TEXT),
          Map.entry("button", BUTTON),
          Map.entry("interactive", INTERACTIVE),
          Map.entry("image", MEDIA),
          Map.entry("video", MEDIA),
          Map.entry("audio", MEDIA),
          Map.entry("document", MEDIA),
          Map.entry("sticker", MEDIA),
          Map.entry("location", LOCATION),
          Map.entry("contacts", CONTACTS),
          Map.entry("order", ORDER),
          Map.entry("request_welcome", WELCOME),
          Map.entry("reaction", REACTION),
          Map.entry("system", SYSTEM));

  private final boolean opensWindow;

  InboundKind(boolean opensWindow) {
    this.opensWindow = opensWindow;
  }

  /** The kind of a webhook's {@code type}; {@link #OTHER} for one that is not known. */
  public static InboundKind of(String type) {
    return BY_TYPE.getOrDefault(type, OTHER);
  }

  /** Whether it starts the customer service window again. */
  public boolean opensWindow() {
    return opensWindow;
  }
}
