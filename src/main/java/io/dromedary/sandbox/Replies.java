package io.dromedary.sandbox;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes replies: at once, later, never, or by closing the connection. */
final class Replies implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
  private static final long LONGEST_SILENCE_MILLIS = 600_000;

  /** Real time, whatever the time of the played world: somebody is waiting. */
  private final Clock clock = Clock.systemUTC();

  private final Agenda later = new Agenda(clock, "sandbox-answers");

  void write(HttpServletRequest request, HttpServletResponse response, Reply reply)
      throws IOException {
    switch (reply.kind()) {
      case CLOSE -> request.setAttribute(CloseValve.ATTRIBUTE, true);
      case SILENCE -> request.startAsync().setTimeout(LONGEST_SILENCE_MILLIS);
      case ANSWER -> {
        if (reply.delay().isZero()) {
          write(response, reply);
        } else {
          writeLater(request.startAsync(), reply);
        }
      }
    }
  }

  private void writeLater(AsyncContext context, Reply reply) {
    context.setTimeout(LONGEST_SILENCE_MILLIS);
    later.at(
        clock.instant().plus(reply.delay()),
        () ->
            context.start(
                () -> {
                  try {
                    write((HttpServletResponse) context.getResponse(), reply);
                  } catch (IOException e) {
                    LOG.debug("The client went away before its delayed answer", e);
                  }
                  context.complete();
                }));
  }

  static void write(HttpServletResponse response, Reply reply) throws IOException {
    response.setStatus(reply.http());
    response.setContentType(reply.contentType());
    response.setContentLength(reply.body().length);
    response.getOutputStream().write(reply.body());
  }

  @Override
  public void close() {
    later.close();
  }
}
