package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control API under {@code /_sandbox/}. It has no password: whoever reaches the port may use
 * it. A change needs {@code Content-Type: application/json}, which a foreign web page cannot send
 * without being asked first.
 */
final class ControlServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ControlServlet.class);
  private static final int MOST_BYTES = 1 << 20;

  private final transient Control control;
  private final transient EventStream events;

  ControlServlet(Control control, EventStream events) {
    this.control = control;
    this.events = events;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    String info = request.getPathInfo() == null ? "/" : rawPathInfo(request);
    if (request.getMethod().equals("GET") && info.equals("/events")) {
      events.open(request, response);
      return;
    }
    if (request.getMethod().equals("GET") && info.startsWith("/media/")) {
      control.showMedia(info.substring("/media/".length()), response);
      return;
    }
    try {
      ObjectNode answer = handle(request, path(info));
      Replies.write(response, answer == null ? problem(404, "No such thing") : Reply.json(answer));
    } catch (IllegalArgumentException e) {
      Replies.write(response, problem(400, String.valueOf(e.getMessage())));
    } catch (CompletionException e) {
      LOG.error("The sandbox could not write its state", e);
      Replies.write(response, problem(500, "The state could not be written"));
    }
  }

  private static String rawPathInfo(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getServletPath().length());
  }

  private static List<String> path(String info) {
    return Arrays.stream(info.substring(1).split("/"))
        .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
        .toList();
  }

  private @Nullable ObjectNode handle(HttpServletRequest request, List<String> path)
      throws IOException {
    String method = request.getMethod();
    ObjectNode body = method.equals("POST") ? body(request) : Json.object();
    if (path.get(0).equals("phones") && path.size() > 1) {
      Phone phone = control.phone(path.get(1));
      return phone == null
          ? null
          : phone(method + (path.size() > 2 ? " " + path.get(2) : ""), phone, body);
    }
    if (path.get(0).equals("templates") && path.size() == 3 && method.equals("POST")) {
      return control.template(path.get(1), path.get(2), body);
    }
    if (path.size() > 1) {
      return null;
    }
    var query = GraphRequest.query(request.getQueryString());
    return switch (method + " " + path.get(0)) {
      case "GET info" -> control.info(root(request));
      case "GET phones" -> control.phones(query);
      case "POST phones" -> control.addPhone(body);
      case "GET templates" -> control.templates();
      case "GET faults" -> control.faults();
      case "POST faults" -> control.fault(body);
      case "DELETE faults" -> control.clearFaults();
      case "GET behaviour" -> control.behaviour();
      case "POST behaviour" -> control.changeBehaviour(body);
      case "POST webhook" -> control.webhook(body);
      case "GET stats" -> control.stats();
      case "GET callback" -> control.callback(query.getOrDefault("data", ""));
      case "POST reset" -> control.reset(body);
      default -> null;
    };
  }

  private @Nullable ObjectNode phone(String what, Phone phone, ObjectNode body) {
    return switch (what) {
      case "GET" -> control.conversation(phone);
      case "POST messages" -> control.act(phone, body);
      case "POST seen" -> control.seen(phone);
      default -> null;
    };
  }

  private static ObjectNode body(HttpServletRequest request) throws IOException {
    String type = request.getContentType();
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw new IllegalArgumentException("Send application/json");
    }
    byte[] bytes = request.getInputStream().readNBytes(MOST_BYTES);
    ObjectNode body = bytes.length == 0 ? Json.object() : Json.objectOrNull(bytes);
    if (body == null) {
      throw new IllegalArgumentException("The body is not a JSON object");
    }
    return body;
  }

  private static String root(HttpServletRequest request) {
    return request.getScheme() + "://" + request.getServerName() + ":" + request.getServerPort();
  }

  private static Reply problem(int http, String message) {
    return Reply.json(http, Json.object().put("error", message));
  }
}
