package io.dromedary.dispatch.camel;

import io.dromedary.dispatch.Dispatcher;
import io.dromedary.dispatch.Sending;
import io.dromedary.jdbc.LostDatabase;
import io.dromedary.whatsapp.ErrorClass;
import io.dromedary.whatsapp.SendAnswer;
import io.dromedary.whatsapp.SendOutcome;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what came of a request and has it written down. */
public final class Outcomes {

  private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

  private final Dispatcher dispatcher;
  private final NumberAlarm alarm;

  public Outcomes(Dispatcher dispatcher, NumberAlarm alarm) {
    this.dispatcher = dispatcher;
    this.alarm = alarm;
  }

  /** The request's body. */
  public String request(@Body Sending sending) {
    return sending.message().toString();
  }

  /** There was an answer. */
  public void answered(Exchange exchange, @Variable("sending") Sending sending) {
    int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, int.class);
    byte[] body = exchange.getMessage().getBody(byte[].class);
    settle(sending, SendAnswer.read(status, body == null ? new byte[0] : body));
  }

  /** There was none. Only what fails before a connection exists is known not to have gone. */
  public void failed(Exchange exchange, @Variable("sending") Sending sending) {
    Throwable cause = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
    settle(sending, outcome(cause));
  }

  static SendOutcome outcome(@Nullable Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof ConnectException) {
        return new SendOutcome.NotSent("connection-refused");
      }
      if (t instanceof UnknownHostException || t instanceof UnresolvedAddressException) {
        return new SendOutcome.NotSent("host-unknown");
      }
      if (t instanceof javax.net.ssl.SSLHandshakeException) {
        return new SendOutcome.NotSent("tls-refused");
      }
      if (String.valueOf(t.getMessage()).startsWith("connection timed out")) {
        return new SendOutcome.NotSent("connection-timed-out");
      }
    }
    return new SendOutcome.Unknown(
        cause != null && cause.getClass().getSimpleName().contains("Timeout")
            ? "no-answer-in-time"
            : "connection-lost");
  }

  private void settle(Sending sending, SendOutcome outcome) {
    CompletableFuture<Void> written = dispatcher.settle(sending, outcome);
    alarm(outcome);
    written.whenComplete(
        (done, problem) -> {
          if (problem != null && !LostDatabase.isCauseOf(problem)) {
            // the lease runs out and the notification becomes UNKNOWN, which loses nothing
            LOG.error(
                "the outcome of {} could not be written ({})",
                sending.notification(),
                problem.getClass().getSimpleName());
          }
        });
  }

  /** One clear line when the number stops, one when it goes on. */
  private void alarm(SendOutcome outcome) {
    if (outcome instanceof SendOutcome.Refused refused
        && refused.kind().errorClass() == ErrorClass.STOP) {
      alarm.stopped(refused.kind(), refused.error().code(), refused.error().traceId());
    } else if (outcome instanceof SendOutcome.Accepted) {
      alarm.goesOn();
    } else if (dispatcher.isUnanswered()) {
      alarm.unanswered();
    }
  }
}
