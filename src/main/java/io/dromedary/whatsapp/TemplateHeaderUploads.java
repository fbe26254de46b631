package io.dromedary.whatsapp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dromedary.template.Header;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Uploads a small example file by Meta's resumable upload: a session of the app, then the bytes. A
 * handle is made once per kind and process. Safe for concurrent use.
 */
public final class TemplateHeaderUploads implements TemplateHeaderExamples {

  private record File(String name, String type, byte[] content) {}

  private static final File DOCUMENT =
      new File("example.pdf", "application/pdf", pdf().getBytes(StandardCharsets.US_ASCII));

  /** One white pixel. */
  private static final File IMAGE =
      new File(
          "example.png",
          "image/png",
          HexFormat.of()
              .parseHex(
                  "89504e470d0a1a0a0000000d49484452000000010000000108020000"
                      + "00907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b8"
                      + "0000000049454e44ae426082"));

  /** It becomes a part of an address. */
  private static final Pattern UPLOAD_ID = Pattern.compile("upload:[A-Za-z0-9:=_?&%.+/~-]+");

  private final GraphApi api;
  private final GraphUploads uploads;
  private final String appId;
  private final Map<String, String> handles = new ConcurrentHashMap<>();

  /**
   * @param appId Meta's id of the app that the access token belongs to
   */
  public TemplateHeaderUploads(GraphApi api, GraphUploads uploads, String appId) {
    this.api = api;
    this.uploads = uploads;
    this.appId = appId;
  }

  @Override
  public Example example(Header header) {
    File file = header instanceof Header.Image ? IMAGE : DOCUMENT;
    String known = handles.get(file.name());
    return known != null ? new Handle(known) : upload(file);
  }

  private Example upload(File file) {
    String path =
        appId
            + "/uploads?file_name="
            + file.name()
            + "&file_length="
            + file.content().length
            + "&file_type="
            + file.type();
    GraphAnswer session = api.post(path, JsonNodeFactory.instance.objectNode());
    Optional<String> id = member(session, "id").filter(text -> UPLOAD_ID.matcher(text).matches());
    if (id.isEmpty()) {
      return new None("the upload session for the header example was not opened: " + session);
    }
    GraphAnswer answer = uploads.upload(id.get(), file.content());
    Optional<String> handle = member(answer, "h");
    handle.ifPresent(value -> handles.put(file.name(), value));
    return handle
        .<Example>map(Handle::new)
        .orElseGet(() -> new None("the header example was not uploaded: " + answer));
  }

  private static Optional<String> member(GraphAnswer answer, String name) {
    return answer instanceof GraphAnswer.Answered answered
        ? Optional.ofNullable(answered.body().path(name).textValue())
        : Optional.empty();
  }

  /** One empty page, written by hand; offsets are those of the text. */
  private static String pdf() {
    StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
    int[] offsets = new int[3];
    String[] objects = {
      "<</Type/Catalog/Pages 2 0 R>>",
      "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    };
    for (int i = 0; i < objects.length; i++) {
      offsets[i] = pdf.length();
      pdf.append(i + 1).append(" 0 obj").append(objects[i]).append("endobj\n");
    }
    int table = pdf.length();
    pdf.append("xref\n0 4\n0000000000 65535 f \n");
    for (int offset : offsets) {
      pdf.append(String.format(Locale.ROOT, "%010d 00000 n \n", offset));
    }
    return pdf.append("trailer<</Size 4/Root 1 0 R>>\nstartxref\n")
        .append(table)
        .append("\n%%EOF\n")
        .toString();
  }
}
