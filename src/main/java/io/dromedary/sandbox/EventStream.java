package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events that tell the phone pages what has changed; they fetch it themselves. What
 * changes within a fifth of a second is told together.
 */
final class EventStream implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final long PERIOD_MILLIS = 200;
  private static final int PERIODS_TO_HEARTBEAT = 75;
  private static final byte[] HEARTBEAT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

  private final List<AsyncContext> clients = new CopyOnWriteArrayList<>();
  private final ChangeFeed feed;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "sandbox-events");
            thread.setDaemon(true);
            return thread;
          });
  private int periods;

  EventStream(ChangeFeed feed) {
    this.feed = feed;
    var unused =
        timer.scheduleWithFixedDelay(
            this::tell, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  void open(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    AsyncContext context = request.startAsync();
    context.setTimeout(0);
    context.addListener(new Leaving(context));
    OutputStream out = response.getOutputStream();
    out.write("retry: 1000\n\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
    feed.watched(true);
    clients.add(context);
  }

  private void tell() {
    if (clients.isEmpty()) {
      return;
    }
    ChangeFeed.Changes changes = feed.drain();
    periods++;
    if (!changes.isEmpty()) {
      ObjectNode json =
          Json.object().put("more", changes.more()).put("templates", changes.templates());
      ArrayNode phones = json.putArray("phones");
      changes.phones().forEach(phones::add);
      send(("data: " + Json.string(json) + "\n\n").getBytes(StandardCharsets.UTF_8));
    } else if (periods % PERIODS_TO_HEARTBEAT == 0) {
      send(HEARTBEAT);
    }
  }

  private void send(byte[] bytes) {
    for (AsyncContext client : clients) {
      try {
        OutputStream out = client.getResponse().getOutputStream();
        out.write(bytes);
        out.flush();
      } catch (IOException | IllegalStateException e) {
        LOG.debug("A phone page went away", e);
        leave(client);
        complete(client);
      }
    }
  }

  private void leave(AsyncContext client) {
    clients.remove(client);
    if (clients.isEmpty()) {
      feed.watched(false);
    }
  }

  private static void complete(AsyncContext client) {
    try {
      client.complete();
    } catch (IllegalStateException e) {
      LOG.debug("A phone page was gone already", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    clients.forEach(EventStream::complete);
    clients.clear();
  }

  private final class Leaving implements AsyncListener {
    private final AsyncContext context;

    Leaving(AsyncContext context) {
      this.context = context;
    }

    @Override
    public void onComplete(AsyncEvent event) {
      leave(context);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      leave(context);
    }

    @Override
    public void onError(AsyncEvent event) {
      leave(context);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
