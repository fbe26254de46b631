package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which files may be uploaded and how messages refer to them. A {@code link} is not fetched.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media">Media</a>
 */
final class MediaRules {

  private static final long MB = 1024L * 1024;
  private static final Map<String, Set<String>> TYPES =
      Map.of(
          "image", Set.of("image/jpeg", "image/png"),
          "video", Set.of("video/mp4", "video/3gpp"),
          "audio", Set.of("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
          "sticker", Set.of("image/webp"),
          "document",
              Set.of(
                  "text/plain",
                  "application/pdf",
                  "application/msword",
                  "application/vnd.ms-excel",
                  "application/vnd.ms-powerpoint",
                  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                  "application/vnd.openxmlformats-officedocument.presentationml.presentation"));
  private static final Map<String, Long> MOST_BYTES =
      Map.of(
          "image", 5 * MB,
          "video", 16 * MB,
          "audio", 16 * MB,
          "sticker", 500 * 1024L,
          "document", 100 * MB);

  private final MediaStore store;
  private final Clock clock;

  MediaRules(MediaStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * The kind of message that a file of this type and size may be sent in.
   *
   * @throws GraphException when there is none
   */
  static String kind(String mimeType, long size) {
    String type = mimeType.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, Set<String>> kind : TYPES.entrySet()) {
      if (kind.getValue().contains(type)) {
        if (size > MOST_BYTES.getOrDefault(kind.getKey(), 0L)) {
          throw GraphException.invalidParameter(
              "Param file is too large: " + size + " bytes for " + kind.getKey());
        }
        return kind.getKey();
      }
    }
    throw GraphException.invalidParameter(
        "Param file must be a file with one of the supported types, but was of type " + mimeType);
  }

  /** What the phone shows of a media object, after its checks. */
  ObjectNode shown(String kind, JsonNode content) {
    String id = Json.text(content, "id");
    String link = Json.text(content, "link");
    if ((id == null) == (link == null)) {
      throw GraphException.of(
          131008, "Parameter '" + kind + "' needs either 'id' or 'link', and not both");
    }
    ObjectNode shown = Json.object().put("type", kind);
    if (id != null) {
      Media media = store.get(id, clock.instant());
      if (media == null || !TYPES.getOrDefault(kind, Set.of()).contains(media.mimeType())) {
        throw GraphException.of(
            131009,
            media == null
                ? id + " is not a valid whatsapp business account media attachment ID"
                : "Media " + id + " has type " + media.mimeType() + ", which is no " + kind);
      }
      shown.put("mediaId", id).put("mimeType", media.mimeType()).put("size", media.size());
    } else {
      shown.put("link", checkedLink(kind, link));
    }
    String caption = Json.text(content, "caption");
    if (caption != null) {
      limit(caption, 1024, kind + "['caption']");
      shown.put("caption", caption);
    }
    String filename = Json.text(content, "filename");
    if (filename != null) {
      limit(filename, 240, kind + "['filename']");
      shown.put("filename", filename);
    }
    return shown;
  }

  private static String checkedLink(String kind, @Nullable String link) {
    try {
      URI uri = new URI(link == null ? "" : link);
      if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return uri.toString();
      }
    } catch (URISyntaxException e) {
      throw invalidLink(kind);
    }
    throw invalidLink(kind);
  }

  private static GraphException invalidLink(String kind) {
    return GraphException.invalidParameter("Param " + kind + "['link'] is not a valid URI.");
  }

  static void limit(String text, int most, String what) {
    if (text.codePointCount(0, text.length()) > most) {
      throw GraphException.invalidParameter(
          "Param " + what + " must be at most " + most + " characters long.");
    }
  }
}
