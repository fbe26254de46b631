package io.dromedary.api.web;

import io.dromedary.api.Answer;
import io.dromedary.api.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Opens {@code /api} to those who have the key; without a key, in sandbox mode, to this machine.
 */
public final class ApiKey extends OncePerRequestFilter {

  private static final String BEARER = "Bearer ";

  private final byte @Nullable [] key;

  /**
   * @param key {@code null} only in sandbox mode
   */
  public ApiKey(@Nullable String key) {
    this.key = key == null || key.isBlank() ? null : key.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (key == null ? isLocal(request) : knowsTheKey(request)) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader("WWW-Authenticate", "Bearer");
    response.setHeader("Connection", "close");
    ProblemWriter.write(
        response,
        Answer.of(
            Problem.of(
                "unauthorized",
                "The key is missing or wrong",
                401,
                key == null
                    ? "Without DROMEDARY_API_KEY the hub answers only on this machine."
                    : "Send the hub's key: Authorization: Bearer KEY.")));
  }

  private boolean knowsTheKey(HttpServletRequest request) {
    String given = request.getHeader("Authorization");
    return given != null
        && given.startsWith(BEARER)
        && MessageDigest.isEqual(
            given.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8), key);
  }

  /** A page of somebody else can send, though not read: browsers then say whose it is. */
  private static boolean isOfAnotherPage(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    return origin != null
        && !origin.equals(request.getScheme() + "://" + request.getHeader("Host"));
  }

  /** By the connection, and by what was asked for: a page in a browser must not be led here. */
  private static boolean isLocal(HttpServletRequest request) throws IOException {
    String host = request.getServerName();
    boolean local =
        host.equals("localhost")
            || host.equals("127.0.0.1")
            || host.equals("[::1]")
            || host.equals("::1")
            || host.equals("[0:0:0:0:0:0:0:1]")
            || host.equals("0:0:0:0:0:0:0:1");
    return local
        && !isOfAnotherPage(request)
        && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
  }
}
