package io.dromedary.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Upload, look-up, download and deletion of files, and their use in messages. */
class SandboxMediaTest {

  private static final byte[] PDF = "%PDF-1.4 not much of one".getBytes(StandardCharsets.UTF_8);

  private final HandClock clock = new HandClock("2026-11-21T08:00:00Z");
  private final SandboxWorld world = new SandboxWorld(settings -> settings.withClock(clock));

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void anUploadedFileCanBeLookedUpAndDownloaded() throws Exception {
    String id = upload("application/pdf", PDF).json().path("id").asText();
    JsonNode found = world.api.get("/" + id).json();
    assertThat(found.path("mime_type").asText()).isEqualTo("application/pdf");
    assertThat(found.path("file_size").asInt()).isEqualTo(PDF.length);
    assertThat(found.path("sha256").asText())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(PDF)));
    String url = found.path("url").asText();
    assertThat(world.api.get(url).bytes()).isEqualTo(PDF);
    assertThat(new Requests("", "wrong").get(url).http()).isEqualTo(401);
    clock.advance(Duration.ofMinutes(5));
    assertThat(world.api.get(url).http()).isEqualTo(404);
  }

  @Test
  void anUploadedFileCanBeSentWithinThirtyDays() {
    String id = upload("application/pdf", PDF).json().path("id").asText();
    world.userWrites("Hello");
    String document = "\"type\":\"document\",\"document\":{\"id\":\"" + id + "\"}";
    assertThat(world.sendTo(SandboxWorld.PHONE, document).http()).isEqualTo(200);
    String image = document.replace("document", "image");
    assertThat(world.sendTo(SandboxWorld.PHONE, image).code()).isEqualTo(131009);
    clock.advance(Duration.ofDays(30));
    assertThat(world.sendTo(SandboxWorld.PHONE, document).code()).isEqualTo(131009);
  }

  @Test
  void aDeletedFileIsUnknown() {
    String id = upload("image/png", PDF).json().path("id").asText();
    assertThat(world.api.delete("/" + id).json().path("success").asBoolean()).isTrue();
    assertThat(world.api.get("/" + id).json().at("/error/error_subcode").asInt()).isEqualTo(33);
  }

  @Test
  void wrongTypesAndIncompleteUploadsAreRefused() {
    assertThat(upload("application/zip", PDF).code()).isEqualTo(100);
    assertThat(upload("image/webp", new byte[600 * 1024]).code()).isEqualTo(100);
    String path = "/" + SandboxWorld.ACCOUNT.phoneNumberId() + "/media";
    assertThat(world.api.post(path, "{}").code()).isEqualTo(100);
  }

  @Test
  void theResumableUploadGivesAHandleForTemplateExamples() {
    String upload =
        world
            .api
            .post(
                "/634974688087057/uploads?file_name=a.pdf&file_length=5&file_type=application/pdf",
                "")
            .json()
            .path("id")
            .asText();
    assertThat(upload).startsWith("upload:");
    Requests.Answer answer =
        world.api.send(
            world.api.request("/" + upload).POST(BodyPublishers.ofByteArray(PDF)).build());
    assertThat(answer.json().path("h").asText()).startsWith("4::");
  }

  @Test
  void profileAndNumberAreReadAndChanged() {
    String number = "/" + SandboxWorld.ACCOUNT.phoneNumberId();
    assertThat(world.api.get(number).json().path("verified_name").asText())
        .isEqualTo(SandboxWorld.ACCOUNT.businessName());
    assertThat(
            world
                .api
                .get(number + "?fields=health_status")
                .json()
                .at("/health_status/can_send_message")
                .asText())
        .isEqualTo("AVAILABLE");
    String profile = number + "/whatsapp_business_profile";
    String change = "{\"messaging_product\":\"whatsapp\",\"about\":\"%s\"}";
    assertThat(world.api.post(profile, String.format(change, "We deliver")).http()).isEqualTo(200);
    assertThat(world.api.get(profile + "?fields=about").json().at("/data/0/about").asText())
        .isEqualTo("We deliver");
    assertThat(world.api.post(profile, String.format(change, "x".repeat(140))).code())
        .isEqualTo(100);
  }

  private Requests.Answer upload(String mime, byte[] content) {
    String boundary = "a-boundary-of-our-own";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        ("--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r.pdf\"\r\n"
                + "Content-Type: "
                + mime
                + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return world.api.send(
        world
            .api
            .request("/" + SandboxWorld.ACCOUNT.phoneNumberId() + "/media")
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.ofByteArray(body.toByteArray()))
            .build());
  }
}
