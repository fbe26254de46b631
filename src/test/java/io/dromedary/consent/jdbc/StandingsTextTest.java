package io.dromedary.consent.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.consent.Consent;
import io.dromedary.consent.ConsentState;
import io.dromedary.consent.Standing;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StandingsTextTest {

  private static final Instant AT = Instant.parse("2026-11-12T09:14:00Z");

  @Test
  void whatIsWrittenIsReadWhateverTheChannelIsCalled() {
    for (String channel :
        new String[] {"checkout", "front desk 2\nat the airport", "50% + é", null}) {
      Consent consent =
          new Consent(
              new TreeMap<>(
                  Map.of(
                      "*", new Standing(ConsentState.WITHDRAWN, 1, AT, "whatsapp", "ab"),
                      "flights", new Standing(ConsentState.GRANTED, 2, AT, channel, "cd"))));
      assertThat(StandingsText.read(StandingsText.write(consent))).isEqualTo(consent);
    }
  }

  @Test
  void aRowOfAnEarlierVersionHasNoChannel() {
    assertThat(StandingsText.read("flights granted 3 2026-11-12T09:14:00Z ab").standing("flights"))
        .contains(new Standing(ConsentState.GRANTED, 3, AT, null, "ab"));
  }
}
