package io.dromedary.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class WatchTest {

  private final AtomicBoolean refusing = new AtomicBoolean();

  private Watch watch(Watch.Probe probe) {
    return new Watch("the thing at there", "all waits", "Start it.", probe);
  }

  @Test
  void beforeTheFirstLookNothingIsKnown() {
    try (Watch watch = watch(() -> {})) {
      assertThat(watch.isThere()).isFalse();
      assertThat(watch.isAway()).isFalse();
    }
  }

  @Test
  void goingAndComingBackAreToldOnceEach(CapturedOutput output) {
    refusing.set(true);
    try (Watch watch =
        watch(
            () -> {
              if (refusing.get()) {
                throw new ConnectException("secret");
              }
            })) {
      watch.start();
      assertThat(watch.isAway()).isTrue();
      refusing.set(false);
      await().until(watch::isThere);
      refusing.set(true);
      await().until(watch::isAway);
    }
    assertThat(output.getOut().split("does not answer", -1)).hasSize(3);
    assertThat(output.getOut().split("answers again", -1)).hasSize(2);
    assertThat(output)
        .contains("the thing at there", "ConnectException", "Start it.")
        .doesNotContain("secret");
  }

  @Test
  void silenceIsAwayAndTheSameQuestionIsWaitedForUntilItIsAnswered() {
    CountDownLatch answer = new CountDownLatch(1);
    try (Watch watch = watch(answer::await)) {
      watch.start();
      assertThat(watch.isAway()).isTrue();
      answer.countDown();
      await().until(watch::isThere);
    }
  }

  @Test
  void workThatGoesOnFailingAlthoughTheThingAnswersIsToldOnce(CapturedOutput output) {
    try (Watch watch = watch(() -> {})) {
      watch.start();
      await()
          .until(
              () -> {
                watch.doubt("SecurityException");
                return output.getOut().contains("not to what the hub needs of it");
              });
    }
    assertThat(output).contains("SecurityException");
  }
}
