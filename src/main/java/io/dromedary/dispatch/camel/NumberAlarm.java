package io.dromedary.dispatch.camel;

import io.dromedary.whatsapp.PlatformError;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One clear line when the platform stops the number or gives no answer, one when it goes on. */
public final class NumberAlarm {

  private static final Logger LOG = LoggerFactory.getLogger(NumberAlarm.class);

  private final AtomicReference<@Nullable Integer> stoppedBy = new AtomicReference<>();
  private final AtomicBoolean unanswered = new AtomicBoolean();

  /** The platform has stopped the number; said once for each error code in a row. */
  public void stopped(PlatformError kind, int code, @Nullable String trace) {
    Integer before = stoppedBy.getAndSet(code);
    if (before == null || before != code) {
      LOG.error(
          "the platform has stopped this number: error {} (trace {}), {}. Nothing is lost: messages"
              + " stay queued within their deadlines, and one is tried from time to time.",
          code,
          trace,
          kind.advice());
    }
  }

  /** The platform answers nothing that says something; said once until a message is taken. */
  public void unanswered() {
    if (!unanswered.getAndSet(true)) {
      LOG.error(
          "the platform gives no answer. Messages stay queued within their deadlines, and one is"
              + " tried from time to time; of those under way it is not known whether they arrived.");
    }
  }

  /** A message was taken. */
  public void goesOn() {
    if (unanswered.getAndSet(false)) {
      LOG.info("the platform answers again");
    }
    if (stoppedBy.get() != null && stoppedBy.getAndSet(null) != null) {
      LOG.info("the platform takes messages of this number again");
    }
  }
}
