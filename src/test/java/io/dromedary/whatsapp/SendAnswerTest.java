package io.dromedary.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.AnyJson;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendAnswerTest {

  @Test
  void anAnswerWithAMessagesIdIsTaken() {
    assertThat(read(200, "{\"messages\":[{\"id\":\"wamid.1\",\"message_status\":\"accepted\"}]}"))
        .isEqualTo(new SendOutcome.Accepted("wamid.1", "accepted"));
    assertThat(read(200, "{\"messages\":[{\"id\":\"wamid.1\"}]}"))
        .isEqualTo(new SendOutcome.Accepted("wamid.1", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"text\"",
        "{}",
        "{\"messages\":[]}",
        "{\"messages\":[{}]}",
        "{\"messages\":{\"id\":\"wamid.1\"}}",
        "{\"messages\":[{\"id\":\"\"}]}",
        "{\"messages\":[{\"id\":\"wamid.1\"}",
        "<html>502 Bad Gateway</html>",
        "{\"error\":\"oops\"}",
        "{\"error\":{\"message\":\"no code\"}}"
      })
  void whatSaysNothingAboutTheMessageIsUnknown(String body) {
    assertThat(read(200, body)).isInstanceOf(SendOutcome.Unknown.class);
    assertThat(read(500, body)).isInstanceOf(SendOutcome.Unknown.class);
    assertThat(read(400, body)).isInstanceOf(SendOutcome.Unknown.class);
  }

  @Test
  void aMessagesIdUnderAnErrorStatusIsNoAcceptance() {
    assertThat(read(500, "{\"messages\":[{\"id\":\"wamid.1\"}]}"))
        .isInstanceOf(SendOutcome.Unknown.class);
  }

  @Test
  void metasErrorObjectIsKeptWhole() {
    String error = "{\"code\":132000,\"message\":\"x\",\"error_data\":{\"details\":\"y\"}}";
    assertThat(read(400, "{\"error\":" + error + "}"))
        .isInstanceOfSatisfying(
            SendOutcome.Refused.class,
            refused -> {
              assertThat(refused.whole()).isEqualTo(error);
              assertThat(refused.error().code()).isEqualTo(132000);
              assertThat(refused.kind().errorClass()).isEqualTo(ErrorClass.MEND_MESSAGE);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "0, 401, STOP",
    "1, 400, AMBIGUOUS",
    "2, 503, AMBIGUOUS",
    "3, 500, STOP",
    "4, 400, WAIT",
    "10, 403, STOP",
    "100, 400, MEND_MESSAGE",
    "190, 401, STOP",
    "199, 400, MEND_MESSAGE",
    "200, 403, STOP",
    "299, 403, STOP",
    "300, 403, MEND_MESSAGE",
    "368, 403, STOP",
    "130429, 400, WAIT",
    "131056, 400, WAIT_FOR_PERSON",
    "131016, 503, AMBIGUOUS",
    "131026, 400, GIVE_UP",
    "131047, 400, GIVE_UP",
    "131049, 400, GIVE_UP",
    "132000, 400, MEND_MESSAGE",
    "132015, 400, HOLD",
    "133010, 400, STOP",
    "999999, 400, MEND_MESSAGE",
    "999999, 499, MEND_MESSAGE",
    "999999, 500, AMBIGUOUS"
  })
  void whatFollowsFromAnErrorGoesByItsCode(int code, int status, ErrorClass errorClass) {
    assertThat(PlatformErrors.of(code, status).errorClass()).isEqualTo(errorClass);
  }

  @Test
  void anAmbiguousErrorIsUnknownNotRefused() {
    assertThat(read(500, "{\"error\":{\"code\":131000}}"))
        .isEqualTo(new SendOutcome.Unknown("error-131000"));
    assertThat(read(503, "{\"error\":{\"code\":4711}}"))
        .isEqualTo(new SendOutcome.Unknown("error-4711"));
  }

  @Property
  void bytesNeverBreakIt(@ForAll int status, @ForAll byte[] body) {
    assertThat(SendAnswer.read(status, body)).isNotNull();
  }

  @Property
  void noJsonBreaksItAndOnlyAMessagesIdIsAccepted(@ForAll("json") String json) {
    SendOutcome outcome = read(200, json);
    assertThat(outcome).isNotNull();
    if (!json.contains("\"messages\"") || !json.contains("\"id\"")) {
      assertThat(outcome).isNotInstanceOf(SendOutcome.Accepted.class);
    }
  }

  @Provide
  Arbitrary<String> json() {
    return AnyJson.with("messages", "id", "message_status", "error", "code", "error_data");
  }

  private static SendOutcome read(int status, @Nullable String body) {
    return SendAnswer.read(status, String.valueOf(body).getBytes(UTF_8));
  }
}
