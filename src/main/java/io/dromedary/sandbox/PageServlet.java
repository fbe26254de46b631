package io.dromedary.sandbox;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Serves the phone page's own files, and no others. */
final class PageServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private record Asset(String resource, String contentType) {}

  private static final Map<String, Asset> ASSETS =
      Map.of(
          "/", new Asset("/sandbox/phone.html", "text/html; charset=utf-8"),
          "/phone.css", new Asset("/sandbox/phone.css", "text/css; charset=utf-8"),
          "/phone.js", new Asset("/sandbox/phone.js", "text/javascript; charset=utf-8"),
          "/bubbles.js", new Asset("/sandbox/bubbles.js", "text/javascript; charset=utf-8"),
          "/icon.svg", new Asset("/sandbox/icon.svg", "image/svg+xml"));

  /** Only the page's own files: nothing that a message brings along can load or run. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

  static java.util.Set<String> paths() {
    return ASSETS.keySet();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Asset asset = ASSETS.get(request.getRequestURI());
    if (asset == null) {
      response.setStatus(404);
      return;
    }
    try (InputStream in = PageServlet.class.getResourceAsStream(asset.resource())) {
      if (in == null) {
        throw new IOException("The resource " + asset.resource() + " is missing");
      }
      response.setContentType(asset.contentType());
      response.setHeader("Content-Security-Policy", POLICY);
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("Cache-Control", "no-cache");
      in.transferTo(response.getOutputStream());
    }
  }
}
