package io.dromedary.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ServiceWindowTest {

  private static final Instant WRITTEN = Instant.parse("2026-11-20T10:00:00Z");

  private final ServiceWindow window = new ServiceWindow(WRITTEN);

  @Test
  void isOpenFromTheMessageUntilJustBeforeTwentyFourHoursLater() {
    assertThat(window.isOpenAt(WRITTEN)).isTrue();
    assertThat(window.isOpenAt(WRITTEN.plus(Duration.ofHours(24)).minusNanos(1))).isTrue();
    assertThat(window.isOpenAt(WRITTEN.plus(Duration.ofHours(24)))).isFalse();
  }

  @Test
  void closesTwentyFourHoursAfterTheMessage() {
    assertThat(window.closesAt()).contains(Instant.parse("2026-11-21T10:00:00Z"));
  }

  @Test
  void isNeverOpenForWhoNeverWrote() {
    assertThat(ServiceWindow.never().isOpenAt(Instant.EPOCH)).isFalse();
    assertThat(ServiceWindow.never().isOpenAt(WRITTEN)).isFalse();
    assertThat(ServiceWindow.never().closesAt()).isEmpty();
  }

  @Property
  void isOpenExactlyBeforeItCloses(@ForAll @LongRange(min = 0, max = 200_000) long seconds) {
    Instant now = WRITTEN.plusSeconds(seconds);

    assertThat(window.isOpenAt(now)).isEqualTo(seconds < 86_400);
    assertThat(window.isOpenAt(now)).isEqualTo(now.isBefore(window.closesAt().orElseThrow()));
  }
}
