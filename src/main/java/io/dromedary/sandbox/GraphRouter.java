package io.dromedary.sandbox;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which part of the API a path belongs to. */
final class GraphRouter {

  private final SandboxAccount account;
  private final Messages messages;
  private final TemplatesEndpoint templates;
  private final TemplateStore templateStore;
  private final MediaEndpoint media;
  private final AccountEndpoint accounts;

  GraphRouter(
      SandboxAccount account,
      Messages messages,
      TemplatesEndpoint templates,
      TemplateStore templateStore,
      MediaEndpoint media,
      AccountEndpoint accounts) {
    this.account = account;
    this.messages = messages;
    this.templates = templates;
    this.templateStore = templateStore;
    this.media = media;
    this.accounts = accounts;
  }

  Reply route(GraphRequest request) throws IOException {
    String node = request.path().get(0);
    String edge = request.path().size() > 1 ? request.path().get(1) : "";
    Reply reply = null;
    if (request.path().size() <= 2) {
      String what = request.method() + " " + edge;
      if (node.equals(account.phoneNumberId())) {
        reply = phoneNumber(request, what);
      } else if (node.equals(account.wabaId())) {
        reply = waba(request, what);
      } else if (what.equals("POST uploads")) {
        reply = Reply.json(media.startUpload(request));
      } else if (edge.isEmpty()) {
        reply = object(request, node);
      }
    }
    if (reply == null) {
      throw new GraphException(
          GraphError.unknownObject(request.method().toLowerCase(Locale.ROOT), node));
    }
    return reply;
  }

  private @Nullable Reply phoneNumber(GraphRequest request, String what) throws IOException {
    return switch (what) {
      case "POST messages" -> messages.post(request.json(), request.apiVersion()).join();
      case "POST media" -> Reply.json(media.upload(request));
      case "GET whatsapp_business_profile" -> Reply.json(accounts.profile(request));
      case "POST whatsapp_business_profile" -> Reply.json(accounts.changeProfile(request.json()));
      case "GET " -> Reply.json(accounts.phoneNumber(request));
      default -> null;
    };
  }

  private @Nullable Reply waba(GraphRequest request, String what) throws IOException {
    return switch (what) {
      case "GET message_templates" -> Reply.json(templates.list(request.query(), request.here()));
      case "POST message_templates" -> Reply.json(templates.create(request.json()));
      case "DELETE message_templates" -> Reply.json(templates.delete(request.query()));
      case "GET phone_numbers" -> Reply.json(accounts.phoneNumbers(request));
      case "GET subscribed_apps" -> Reply.json(accounts.subscriptions());
      case "POST subscribed_apps" -> Reply.json(accounts.subscribe(request.json()));
      case "DELETE subscribed_apps" -> Reply.json(accounts.unsubscribe());
      case "GET " -> Reply.json(accounts.waba(request));
      default -> null;
    };
  }

  private @Nullable Reply object(GraphRequest request, String id) throws IOException {
    if (id.startsWith("upload:")) {
      return request.method().equals("POST") ? Reply.json(media.continueUpload(request)) : null;
    }
    Template template = templateStore.get(id);
    if (template != null) {
      return switch (request.method()) {
        case "GET" -> Reply.json(templates.get(template, request.query()));
        case "POST" -> Reply.json(templates.edit(template, request.json()));
        default -> null;
      };
    }
    return media.object(request, id);
  }
}
