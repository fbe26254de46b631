package io.dromedary.api.camel;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Runs the routes that begin with {@code platform-http} on the threads that received the requests.
 * A POST to the path of such a route goes straight to it; every other request takes Spring MVC's
 * way to the same routes, which knows placeholders, methods and media types.
 *
 * <p>Camel's own engine hands each request to another thread and back: with an event or a webhook
 * in each request that is half of what they cost.
 */
public final class HttpFace extends OncePerRequestFilter implements PlatformHttpEngine {

  private static final Logger LOG = LoggerFactory.getLogger(HttpFace.class);

  private final int port;
  private final Map<String, SpringBootPlatformHttpConsumer> posts = new ConcurrentHashMap<>();

  /**
   * @param port where the server listens
   */
  public HttpFace(int port) {
    this.port = port;
  }

  @Override
  public int getServerPort() {
    return port;
  }

  @Override
  public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
    return new OnItsThread(endpoint, processor);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    SpringBootPlatformHttpConsumer route =
        request.getMethod().equals("POST") ? posts.get(request.getRequestURI()) : null;
    if (route == null) {
      chain.doFilter(request, response);
    } else {
      route.service(request, response);
    }
  }

  private final class OnItsThread extends SpringBootPlatformHttpConsumer {

    OnItsThread(PlatformHttpEndpoint endpoint, Processor processor) {
      super(endpoint, processor);
    }

    @Override
    protected void doStart() throws Exception {
      super.doStart();
      PlatformHttpEndpoint endpoint = getEndpoint();
      String methods = endpoint.getHttpMethodRestrict();
      if ((methods == null || methods.contains("POST"))
          && endpoint.getConsumes() == null
          && endpoint.getProduces() == null
          && !endpoint.isMatchOnUriPrefix()) {
        posts.put(endpoint.getPath(), this);
      }
    }

    @Override
    protected void doStop() throws Exception {
      posts.remove(getEndpoint().getPath(), this);
      super.doStop();
    }

    /** What is answered when it returns needs no future. */
    @Override
    public @Nullable CompletableFuture<Void> service(
        HttpServletRequest request, HttpServletResponse response) {
      try {
        handleService(request, response);
      } catch (Exception e) {
        // its message may quote the request
        LOG.warn("a request could not be answered ({})", e.getClass().getSimpleName());
        LOG.debug("the problem", e);
        fail(response);
      }
      return null;
    }

    private void fail(HttpServletResponse response) {
      try {
        if (!response.isCommitted()) {
          response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
      } catch (IOException gone) {
        LOG.debug("nobody waits for the answer", gone);
      }
    }
  }
}
