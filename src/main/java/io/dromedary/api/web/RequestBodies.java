package io.dromedary.api.web;

import io.dromedary.api.Answer;
import io.dromedary.api.Problem;
import io.dromedary.dispatch.camel.Webhooks;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads a request's body once, up to a limit, and keeps the bytes as they were sent: signatures are
 * over these, and no later step can read a stream twice.
 */
public final class RequestBodies extends OncePerRequestFilter {

  /** Request attribute that holds the bytes. */
  public static final String RAW = Webhooks.RAW_BODY;

  private final int limit;

  /**
   * @param limit largest body in bytes
   */
  public RequestBodies(int limit) {
    this.limit = limit;
  }

  /** The body of a request that has passed this filter; empty for none. */
  public static byte[] of(ServletRequest request) {
    return request.getAttribute(RAW) instanceof byte[] bytes ? bytes : new byte[0];
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > limit) {
      refuse(response);
      return;
    }
    byte[] body = request.getInputStream().readNBytes(limit + 1);
    if (body.length > limit) {
      refuse(response);
      return;
    }
    request.setAttribute(RAW, body);
    chain.doFilter(new Buffered(request, body), response);
  }

  private void refuse(HttpServletResponse response) throws IOException {
    response.setHeader("Connection", "close");
    ProblemWriter.write(
        response,
        Answer.of(
            Problem.of(
                "body-too-large",
                "The body is too large",
                413,
                "A body has at most "
                    + limit
                    + " bytes; nothing was accepted. Send less at once, or set"
                    + " DROMEDARY_HTTP_MAX_BODY.")));
  }

  private static final class Buffered extends HttpServletRequestWrapper {
    private final byte[] body;

    Buffered(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      ByteArrayInputStream bytes = new ByteArrayInputStream(body);
      return new ServletInputStream() {
        @Override
        public boolean isFinished() {
          return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
          throw new IllegalStateException("The body is in memory already");
        }

        @Override
        public int read() {
          return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
          return bytes.read(target, offset, length);
        }
      };
    }

    @Override
    public BufferedReader getReader() {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }
}
