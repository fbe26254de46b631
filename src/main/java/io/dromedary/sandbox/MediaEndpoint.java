package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Upload, look-up, download and deletion of media, and the resumable upload of template examples.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media">Media</a>
 */
final class MediaEndpoint {

  /** Where files are fetched; on Meta's side another host. */
  static final String DOWNLOAD_PATH = "/_download";

  private static final Duration URL_LIFE = Duration.ofMinutes(5);

  private final MediaStore store;
  private final Journal journal;
  private final Clock clock;
  private final String token;
  private final AtomicLong uploads = new AtomicLong();

  MediaEndpoint(MediaStore store, Journal journal, Clock clock, String token) {
    this.store = store;
    this.journal = journal;
    this.clock = clock;
    this.token = token;
  }

  ObjectNode upload(GraphRequest request) throws IOException {
    String type = request.http().getContentType();
    if (type == null || !type.startsWith("multipart/form-data")) {
      throw GraphException.invalidParameter("The upload must be multipart/form-data.");
    }
    try {
      if (!"whatsapp".equals(field(request.http().getPart("messaging_product")))) {
        throw GraphException.invalidParameter("The parameter messaging_product is required.");
      }
      Part file = request.http().getPart("file");
      if (file == null) {
        throw GraphException.invalidParameter("The parameter file is required.");
      }
      String mime = file.getContentType() == null ? "" : file.getContentType();
      String declared = field(request.http().getPart("type"));
      if (declared != null && (mime.isEmpty() || mime.equals("application/octet-stream"))) {
        mime = declared;
      }
      mime = mime.split(";", 2)[0].strip();
      MediaRules.kind(mime, file.getSize());
      try (InputStream content = file.getInputStream()) {
        Media media = store.store(content, mime, clock.instant());
        journal.append(MediaStore.journalLine(media)).join();
        return Json.object().put("id", media.id());
      }
    } catch (ServletException | IllegalStateException e) {
      throw GraphException.invalidParameter("The upload is too large or not readable.");
    }
  }

  private static @Nullable String field(@Nullable Part part) throws IOException {
    if (part == null) {
      return null;
    }
    try (InputStream in = part.getInputStream()) {
      return new String(in.readNBytes(1024), StandardCharsets.UTF_8);
    }
  }

  /** Look-up or deletion; {@code null} when the id or method is unknown. */
  @Nullable Reply object(GraphRequest request, String id) {
    Media media = store.get(id, clock.instant());
    if (media == null) {
      return null;
    }
    return switch (request.method()) {
      case "GET" -> Reply.json(describe(media, request));
      case "DELETE" -> {
        store.delete(media);
        journal.append(Journal.line("media-gone").put("id", media.id())).join();
        yield Reply.json(Json.object().put("success", true));
      }
      default -> null;
    };
  }

  private ObjectNode describe(Media media, GraphRequest request) {
    long until = clock.instant().plus(URL_LIFE).getEpochSecond();
    HttpServletRequest http = request.http();
    String root = http.getScheme() + "://" + http.getServerName() + ":" + http.getServerPort();
    return Json.object()
        .put("messaging_product", "whatsapp")
        .put("url", root + DOWNLOAD_PATH + "/?mid=" + media.id() + "&ext=" + until)
        .put("mime_type", media.mimeType())
        .put("sha256", media.sha256())
        .put("file_size", "" + media.size())
        .put("id", media.id());
  }

  ObjectNode startUpload(GraphRequest request) {
    if (!request.query().containsKey("file_length") || !request.query().containsKey("file_type")) {
      throw GraphException.invalidParameter("file_length and file_type are required.");
    }
    return Json.object().put("id", "upload:sandbox" + uploads.incrementAndGet());
  }

  ObjectNode continueUpload(GraphRequest request) throws IOException {
    byte[] bytes = request.http().getInputStream().readAllBytes();
    String handle =
        Base64.getEncoder()
            .encodeToString(
                (request.path().get(0) + ":" + bytes.length).getBytes(StandardCharsets.UTF_8));
    return Json.object().put("h", "4::" + handle);
  }

  /** Serves the bytes; needs the token, and a URL not older than five minutes. */
  HttpServlet downloads() {
    return new HttpServlet() {
      private static final long serialVersionUID = 1L;

      @Override
      protected void doGet(HttpServletRequest request, HttpServletResponse response)
          throws IOException {
        download(request, response);
      }
    };
  }

  private void download(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!("Bearer " + token).equals(request.getHeader("Authorization"))) {
      response.setStatus(401);
      return;
    }
    var query = GraphRequest.query(request.getQueryString());
    String until = query.getOrDefault("ext", "");
    Media media = store.get(query.getOrDefault("mid", ""), clock.instant());
    if (media == null
        || !until.matches("[0-9]{1,12}")
        || !clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(until)))) {
      response.setStatus(404);
      return;
    }
    response.setContentType(media.mimeType());
    response.setContentLengthLong(media.size());
    store.copyTo(media, response.getOutputStream());
  }
}
