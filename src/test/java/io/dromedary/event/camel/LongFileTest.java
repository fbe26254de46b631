package io.dromedary.event.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A bank answers for thousands of payments in one file. */
class LongFileTest {

  @Test
  void eachOfThousandsOfPaymentsIsAnEventOfItsOwn() throws Exception {
    String payments =
        IntStream.range(0, 4000)
            .mapToObj(
                i ->
                    "<TxInfAndSts><OrgnlEndToEndId>E-"
                        + i / 2
                        + "</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>")
            .collect(Collectors.joining());
    String report =
        "<CstmrPmtStsRpt><GrpHdr><MsgId>M</MsgId></GrpHdr><OrgnlPmtInfAndSts>"
            + payments
            + "</OrgnlPmtInfAndSts></CstmrPmtStsRpt>";
    try (ConnectorTrial trial = new ConnectorTrial("bank-payments", Map.of())) {
      assertThat(
              trial.outcomes(report.getBytes(StandardCharsets.UTF_8), Instant.EPOCH).stream()
                  .map(event -> event.path("id").asText())
                  .distinct())
          .hasSize(4000);
    }
  }
}
