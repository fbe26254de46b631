package io.dromedary.whatsapp.camel;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.client.impl.HttpContext;
import io.vertx.ext.web.client.impl.WebClientInternal;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Endpoint;
import org.apache.camel.component.vertx.http.VertxHttpComponent;
import org.apache.camel.component.vertx.http.VertxHttpConfiguration;
import org.apache.camel.component.vertx.http.VertxHttpEndpoint;
import org.apache.camel.spi.annotations.Component;
import org.jspecify.annotations.Nullable;

/**
 * Camel's Vert.x HTTP component, whose {@code timeout} limits the whole exchange. By itself it
 * limits silence only: a server that drips its answer keeps exchange and connection for ever.
 */
// the name by which Camel finds what sets an endpoint's properties
@Component("vertx-http")
public final class TimedVertxHttp extends VertxHttpComponent {

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    VertxHttpEndpoint usual = (VertxHttpEndpoint) super.createEndpoint(uri, remaining, parameters);
    return new TimedEndpoint(uri, this, usual.getConfiguration());
  }

  private static final class TimedEndpoint extends VertxHttpEndpoint {

    TimedEndpoint(String uri, VertxHttpComponent component, VertxHttpConfiguration configuration) {
      super(uri, component, configuration);
    }

    @Override
    protected void doStart() throws Exception {
      super.doStart();
      long limit = getConfiguration().getTimeout();
      if (limit > 0) {
        ((WebClientInternal) getWebClient()).addInterceptor(new Limit(getVertx(), limit));
      }
    }
  }

  /** Ends a request, and its connection, that is not answered whole in time. */
  private static final class Limit implements Handler<HttpContext<?>> {

    private static final String TIMER = TimedVertxHttp.class.getName();

    private final Vertx vertx;
    private final long millis;

    Limit(Vertx vertx, long millis) {
      this.vertx = vertx;
      this.millis = millis;
    }

    @Override
    public void handle(HttpContext<?> exchange) {
      ClientPhase phase = exchange.phase();
      if (phase == ClientPhase.PREPARE_REQUEST) {
        exchange.set(TIMER, vertx.setTimer(millis, timer -> end(exchange)));
      } else if (phase == ClientPhase.DISPATCH_RESPONSE || phase == ClientPhase.FAILURE) {
        @Nullable Long timer = exchange.get(TIMER);
        if (timer != null) {
          vertx.cancelTimer(timer);
        }
      }
      exchange.next();
    }

    private static void end(HttpContext<?> exchange) {
      HttpClientResponse begun = exchange.clientResponse();
      exchange.fail(new TimeoutException("the answer was not whole in time"));
      if (begun != null) {
        begun.request().reset();
      }
    }
  }
}
