package io.dromedary.event.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be read is refused with a reason that helps and that quotes nothing. */
class UnreadableMessagesTest {

  private static final String SECRET = "+4915112345678";

  static Stream<Arguments> messages() {
    return Stream.of("airline-operations", "bank-payments", "erp-orders", "traffic-situations")
        .flatMap(
            xml ->
                Stream.of(
                    Arguments.of(xml, "<a>\n<b>" + SECRET + "</c></a>", "no well-formed XML", 2),
                    Arguments.of(
                        xml,
                        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;"
                            + SECRET
                            + "</a>",
                        "DOCTYPE",
                        1),
                    Arguments.of(
                        xml,
                        "<!DOCTYPE a [<!ENTITY % x SYSTEM \"http://localhost:1/\"> %x;]><a/>",
                        "DOCTYPE",
                        1),
                    Arguments.of(xml, "<note>" + SECRET + "</note>", "but a note", 0),
                    Arguments.of(xml, "", "XML", -1),
                    Arguments.of(xml, "{\"phone\":\"" + SECRET + "\"}", "no well-formed XML", 1)));
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of(
            "airline-operations",
            "<IATA_AIDX_FlightLegNotifRQ TimeStamp=\""
                + SECRET
                + "\"><FlightLeg/>"
                + "</IATA_AIDX_FlightLegNotifRQ>",
            "ISO 8601"),
        Arguments.of(
            "bank-payments",
            "<CstmrPmtStsRpt><GrpHdr><CreDtTm>2026-11-20T10:00:00Z</CreDtTm></GrpHdr>"
                + "<TxInfAndSts/></CstmrPmtStsRpt>",
            "GrpHdr/MsgId"),
        Arguments.of("billing-invoices", "{\"a\": \"" + SECRET, "no well-formed JSON"),
        Arguments.of("billing-invoices", "[\"" + SECRET + "\"]", "no billing event"),
        Arguments.of("billing-invoices", "", "no billing event"),
        Arguments.of(
            "billing-invoices",
            "{\"id\":\"e\",\"type\":\"invoice.finalized\",\"livemode\":true,\"created\":\""
                + SECRET
                + "\",\"data\":{\"object\":{\"amount_due\":\""
                + SECRET
                + "\"}}}",
            "lacks"),
        Arguments.of("booking-changes", "{\"phone\":\"" + SECRET + "\"}", "booking_no"),
        Arguments.of("booking-changes", "[3]", "neither a row"),
        Arguments.of("booking-changes", "nothing", "no well-formed JSON"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void anotherDocumentIsRefusedWithItsLine(String name, String message, String reason, int line)
      throws Exception {
    UnreadableMessageException refusal = refusal(name, message);
    assertThat(refusal.report()).contains(reason).doesNotContain(SECRET);
    if (line >= 0) {
      assertThat(refusal.line()).isEqualTo(line);
    }
    assertThat(refusal.getCause()).isNull();
  }

  @ParameterizedTest
  @MethodSource("values")
  void anImpossibleValueIsRefusedWithoutQuotingIt(String name, String message, String reason)
      throws Exception {
    UnreadableMessageException refusal = refusal(name, message);
    assertThat(refusal.report()).contains(reason).doesNotContain(SECRET);
    assertThat(refusal.getCause()).isNull();
  }

  private static UnreadableMessageException refusal(String name, String message) throws Exception {
    try (ConnectorTrial trial = new ConnectorTrial(name, Map.of())) {
      return catchThrowableOfType(
          UnreadableMessageException.class,
          () -> trial.outcomes(message.getBytes(StandardCharsets.UTF_8), Instant.EPOCH));
    }
  }
}
