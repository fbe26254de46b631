package io.dromedary.whatsapp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.template.Button;
import io.dromedary.template.Category;
import io.dromedary.template.Header;
import io.dromedary.template.OneTimeCode;
import io.dromedary.template.ParameterRules;
import io.dromedary.template.Template;
import io.dromedary.template.Wording;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The request that sends a template message: {@code POST /{phone-number-id}/messages}. */
public final class TemplateMessages {

  /** Longest {@code biz_opaque_callback_data}. */
  public static final int MAX_CALLBACK_DATA = 512;

  /** Country code, a dot and anything: Meta's business-scoped user id. */
  private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}\\..+");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TemplateMessages() {}

  /**
   * The whole request; only components with something to fill are listed.
   *
   * @param to E.164 with plus sign, or a business-scoped user id
   * @param parameters a value for each of the template's parameters
   * @param callbackData our own id, which every status webhook of the message repeats
   * @throws IllegalArgumentException when the template has no such language, or the platform would
   *     refuse the parameters; the message names rules, never values
   */
  public static ObjectNode json(
      String to,
      Template template,
      String language,
      Map<String, String> parameters,
      String callbackData) {
    refuse(template, language, parameters, callbackData);
    ObjectNode request = JSON.objectNode();
    request.put("messaging_product", "whatsapp");
    request.put("recipient_type", "individual");
    request.put(addressee(to), to);
    request.put("type", "template");
    ObjectNode content = request.putObject("template");
    content.put("name", template.name());
    content.putObject("language").put("code", language);
    ArrayNode components = components(template, template.wording(language), parameters);
    if (!components.isEmpty()) {
      content.set("components", components);
    }
    request.put("biz_opaque_callback_data", callbackData);
    return request;
  }

  /** The member that an address goes into: numbers into {@code to}, user ids beside it. */
  static String addressee(String to) {
    return USER_ID.matcher(to).matches() ? "recipient" : "to";
  }

  private static void refuse(
      Template template, String language, Map<String, String> parameters, String callbackData) {
    List<ParameterRules.Violation> violations =
        ParameterRules.check(template, language, parameters);
    if (!violations.isEmpty()) {
      throw new IllegalArgumentException("the parameters break rules: " + violations);
    }
    if (callbackData.length() > MAX_CALLBACK_DATA) {
      throw new IllegalArgumentException("the callback data is too long");
    }
  }

  private static ArrayNode components(
      Template template, Wording wording, Map<String, String> parameters) {
    ArrayNode components = JSON.arrayNode();
    if (template.category() == Category.AUTHENTICATION) {
      oneTimeCode(value(parameters, OneTimeCode.PARAMETER), components);
      return components;
    }
    header(wording.header(), parameters, components);
    if (!wording.bodyParameters().isEmpty()) {
      ArrayNode values = component(components, "body");
      wording.bodyParameters().forEach(name -> named(values, name, parameters));
    }
    buttons(wording.buttons(), parameters, components);
    return components;
  }

  /** The code goes in twice; the button reads back as a url button whatever kind it is. */
  private static void oneTimeCode(String code, ArrayNode components) {
    component(components, "body").addObject().put("type", "text").put("text", code);
    button(components, "url", 0).addObject().put("type", "text").put("text", code);
  }

  private static void header(Header header, Map<String, String> parameters, ArrayNode components) {
    if (header.parameters().isEmpty()) {
      return;
    }
    ArrayNode values = component(components, "header");
    if (header instanceof Header.Text text) {
      text.parameters().forEach(name -> named(values, name, parameters));
    } else if (header instanceof Header.Document document) {
      ObjectNode file = media(values, "document", value(parameters, document.link()));
      if (document.filename() != null) {
        file.put("filename", value(parameters, document.filename()));
      }
    } else if (header instanceof Header.Image image) {
      media(values, "image", value(parameters, image.link()));
    } else if (header instanceof Header.Location location) {
      location(values, location, parameters);
    }
  }

  private static ObjectNode media(ArrayNode values, String kind, String link) {
    return values.addObject().put("type", kind).putObject(kind).put("link", link);
  }

  private static void location(
      ArrayNode values, Header.Location location, Map<String, String> parameters) {
    ObjectNode place = values.addObject().put("type", "location").putObject("location");
    place.put("latitude", value(parameters, location.latitude()));
    place.put("longitude", value(parameters, location.longitude()));
    if (location.name() != null) {
      place.put("name", value(parameters, location.name()));
    }
    if (location.address() != null) {
      place.put("address", value(parameters, location.address()));
    }
  }

  private static void buttons(
      List<Button> buttons, Map<String, String> parameters, ArrayNode components) {
    for (int index = 0; index < buttons.size(); index++) {
      Button button = buttons.get(index);
      if (button instanceof Button.QuickReply reply && reply.payload() != null) {
        button(components, "quick_reply", index)
            .addObject()
            .put("type", "payload")
            .put("payload", reply.payload());
      } else if (button instanceof Button.Url url && url.value() != null) {
        button(components, "url", index)
            .addObject()
            .put("type", "text")
            .put("text", UrlSuffix.encode(value(parameters, url.value())));
      }
    }
  }

  private static ArrayNode component(ArrayNode components, String type) {
    return components.addObject().put("type", type).putArray("parameters");
  }

  private static ArrayNode button(ArrayNode components, String kind, int index) {
    return components
        .addObject()
        .put("type", "button")
        .put("sub_type", kind)
        .put("index", Integer.toString(index))
        .putArray("parameters");
  }

  private static void named(ArrayNode values, String name, Map<String, String> parameters) {
    values
        .addObject()
        .put("type", "text")
        .put("parameter_name", name)
        .put("text", value(parameters, name));
  }

  private static String value(Map<String, String> parameters, String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no value for parameter " + name);
    }
    return value;
  }
}
