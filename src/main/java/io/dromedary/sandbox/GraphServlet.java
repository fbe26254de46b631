package io.dromedary.sandbox;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Graph API: checks the token, hands over to the router, writes what it says. */
final class GraphServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(GraphServlet.class);

  private final transient GraphRouter router;
  private final transient Replies replies;
  private final String token;

  GraphServlet(GraphRouter router, Replies replies, String token) {
    this.router = router;
    this.replies = replies;
    this.token = token;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("facebook-api-version", "v" + GraphRequest.NEWEST_VERSION + ".0");
    replies.write(request, response, answer(request));
  }

  private Reply answer(HttpServletRequest request) {
    try {
      GraphRequest graph = GraphRequest.of(request);
      authenticate(graph);
      return router.route(graph);
    } catch (GraphException e) {
      return Reply.error(e.error());
    } catch (IOException e) {
      LOG.debug("A request could not be read", e);
      return Reply.error(GraphError.invalidParameter("The request could not be read."));
    } catch (RuntimeException e) {
      LOG.error("The sandbox failed at {} {}", request.getMethod(), request.getRequestURI(), e);
      return Reply.error(GraphError.of(131000, "The sandbox itself failed; see its log."));
    }
  }

  private void authenticate(GraphRequest request) {
    String given = request.query().get("access_token");
    String header = request.http().getHeader("Authorization");
    if (header != null) {
      given = header.replaceFirst("^(?i:Bearer|OAuth) +", "");
    }
    if (given == null || !token.equals(given)) {
      throw new GraphException(
          new GraphError(
              401,
              "OAuthException",
              190,
              null,
              given == null
                  ? "An access token is required to request this resource."
                  : "Invalid OAuth access token - Cannot parse access token",
              null,
              null,
              null));
    }
  }
}
