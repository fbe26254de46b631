package io.dromedary.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.testing.AnyJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookReaderTest {

  private static final Path SAMPLES = Path.of("../shared/reference/whatsapp/webhooks");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aStatusIsReadWithOurOwnId() {
    assertThat(
            read(
                messages(
                    """
                    "statuses":[{"id":"wamid.1","status":"delivered","timestamp":"1750030073",
                      "biz_opaque_callback_data":"our-id"}]
                    """)))
        .singleElement()
        .isInstanceOfSatisfying(
            WebhookItem.Status.class,
            status -> {
              assertThat(status.wamid()).isEqualTo("wamid.1");
              assertThat(status.callback()).isEqualTo("our-id");
              assertThat(status.status()).isEqualTo("delivered");
              assertThat(status.at()).isEqualTo(Instant.ofEpochSecond(1750030073));
            });
  }

  @Test
  void everythingInAPayloadIsReadInItsOrder() {
    String payload =
        """
        {"object":"whatsapp_business_account","entry":[
          {"changes":[%s,{"field":"account_update","value":{"event":"ACCOUNT_DELETED"}}]},
          {"time":1739321024,"changes":[{"field":"message_template_status_update","value":{}}]}]}
        """
            .formatted(
                change(
                    """
                    "messages":[{"id":"wamid.in"}],
                    "statuses":[{"id":"a","status":"sent","timestamp":"1"},
                                {"id":"b","status":"read","timestamp":"2"}]
                    """));
    List<WebhookItem> items = read(payload);

    assertThat(items)
        .hasExactlyElementsOfTypes(
            WebhookItem.Status.class,
            WebhookItem.Status.class,
            WebhookItem.Inbound.class,
            WebhookItem.Account.class,
            WebhookItem.Account.class);
    assertThat(((WebhookItem.Account) items.get(3)).at()).isNull();
    assertThat(((WebhookItem.Account) items.get(4)).at())
        .isEqualTo(Instant.ofEpochSecond(1739321024));
  }

  @Test
  void aBrokenStatusDoesNotKeepItsNeighboursFromBeingRead() {
    assertThat(
            read(
                messages(
                    """
                    "statuses":[null,7,"x",{},{"id":"a"},{"status":"sent","timestamp":"1"},
                      {"id":"b","status":"sent","timestamp":"soon"},
                      {"id":"c","status":"sent","timestamp":"99999999999999999999"},
                      {"id":"d","status":"sent","timestamp":"1"}]
                    """)))
        .extracting(item -> ((WebhookItem.Status) item).wamid())
        .containsExactly("d");
  }

  @Test
  void theWriterOfAMessageIsFoundAmongTheContacts() {
    List<WebhookItem> items =
        read(
            messages(
                """
                "metadata":{"phone_number_id":"106"},
                "contacts":[{"wa_id":"1","n":"one"},{"user_id":"US.2","wa_id":"","n":"two"}],
                "messages":[{"id":"a","from":"1"},{"id":"b","from":"","from_user_id":"US.2"},
                  {"id":"c","from":"3"}]
                """));
    assertThat(items)
        .extracting(item -> ((WebhookItem.Inbound) item).contact().path("n").asText("nobody"))
        .containsExactly("one", "two", "nobody");
    assertThat(items).allMatch(item -> ((WebhookItem.Inbound) item).phoneNumberId().equals("106"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "\"Zyxmark7\"", "{\"Zyxmark7\":", "Zyxmark7"})
  void whatIsNoJsonObjectIsRefusedWithoutQuotingIt(String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("Zyxmark7")
        .hasNoCause();
  }

  @Property
  void noJsonObjectBreaksIt(@ForAll("json") String json) {
    assertThat(read("{\"entry\":" + json + "}")).isNotNull();
    assertThat(
            read("{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":" + json + "}]}]}"))
        .isNotNull();
  }

  @Property
  void bytesAreReadOrRefused(@ForAll byte[] body) {
    try {
      WebhookReader.read(body);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasNoCause();
    }
  }

  @Provide
  Arbitrary<String> json() {
    return AnyJson.with(
        "entry",
        "changes",
        "field",
        "value",
        "statuses",
        "messages",
        "contacts",
        "metadata",
        "id",
        "status",
        "timestamp",
        "time",
        "wa_id",
        "from",
        "biz_opaque_callback_data");
  }

  @Test
  void everyPublishedSampleGivesTheItemsThatItHolds() throws IOException {
    assumeTrue(Files.isDirectory(SAMPLES));
    try (Stream<Path> files = Files.list(SAMPLES)) {
      List<Path> samples = files.filter(file -> file.toString().endsWith(".json")).toList();
      assertThat(samples).hasSizeGreaterThan(30);
      for (Path sample : samples) {
        byte[] body = Files.readAllBytes(sample);
        List<WebhookItem> items = WebhookReader.read(body);
        JsonNode json = JSON.readTree(body);
        assertThat(items.stream().filter(WebhookItem.Status.class::isInstance).count())
            .as("statuses of %s", sample.getFileName())
            .isEqualTo(count(json, "statuses"));
        assertThat(items.stream().filter(WebhookItem.Inbound.class::isInstance).count())
            .as("messages of %s", sample.getFileName())
            .isEqualTo(count(json, "messages"));
        if (json.has("entry")) {
          assertThat(items).as("%s", sample.getFileName()).isNotEmpty();
        }
      }
    }
  }

  private static long count(JsonNode json, String member) {
    long count = 0;
    for (JsonNode entry : json.path("entry")) {
      for (JsonNode change : entry.path("changes")) {
        if (change.path("field").asText().equals("messages")) {
          count += change.path("value").path(member).size();
        }
      }
    }
    return count;
  }

  private static String change(String value) {
    return "{\"field\":\"messages\",\"value\":{" + value + "}}";
  }

  private static String messages(String value) {
    return "{\"entry\":[{\"changes\":[" + change(value) + "]}]}";
  }

  private static List<WebhookItem> read(String body) {
    return WebhookReader.read(body.getBytes(UTF_8));
  }
}
