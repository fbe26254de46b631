package io.dromedary.event.camel;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.schibsted.spt.data.jslt.JsltException;
import io.dromedary.event.ContentFault;
import io.dromedary.event.MalformedItemException;
import java.util.Locale;
import net.sf.saxon.trans.XPathException;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXParseException;

/**
 * A source's message that its mapping cannot read: a fault of content, which a retry does not heal.
 *
 * <p>Its text says what is wrong and where, and never quotes the message: parsers and converters do
 * quote it, so their own texts are not passed on, nor are they kept as the cause.
 */
public final class UnreadableMessageException extends Exception implements ContentFault {

  private static final long serialVersionUID = 1L;
  private static final String OWN_WORDS = "unreadable: ";

  private static final String CHECK =
      "Check what the sender sends, and that this is the right connector.";

  private final int line;
  private final String advice;

  private UnreadableMessageException(String reason, int line, String advice) {
    // nothing is suppressed: Camel would add the failure that quotes the message
    super(reason, null, false, true);
    this.line = line;
    this.advice = advice;
  }

  /** Line of the message, from 1; 0 when it is not known. */
  public int line() {
    return line;
  }

  /** What somebody can do about it, one sentence. */
  public String advice() {
    return advice;
  }

  /** Reason, line where known, and advice in one line. */
  @Override
  public String report() {
    return getMessage() + (line > 0 ? " (line " + line + ")" : "") + ". " + advice;
  }

  /** Explains a failure of a mapping step by the cause that says most. */
  public static UnreadableMessageException of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      UnreadableMessageException explained = explain(cause);
      if (explained != null) {
        return explained;
      }
    }
    return new UnreadableMessageException(
        "the mapping failed with " + failure.getClass().getSimpleName(),
        0,
        "Run it with \"connectors run\" and report the mapping.");
  }

  private static @Nullable Throwable next(Throwable cause) {
    return cause.getCause() == cause ? null : cause.getCause();
  }

  private static @Nullable UnreadableMessageException explain(Throwable cause) {
    if (cause instanceof UnreadableMessageException already) {
      return already;
    }
    if (cause instanceof SAXParseException xml) {
      return explain(xml);
    }
    if (cause instanceof JsonProcessingException json) {
      JsonLocation where = json.getLocation();
      return new UnreadableMessageException(
          "the message is no well-formed JSON",
          where == null ? 0 : Math.max(0, where.getLineNr()),
          "Have the sender repair it.");
    }
    if (cause instanceof XPathException mapping) {
      return explain(mapping);
    }
    if (cause instanceof JsltException mapping) {
      return explain(mapping);
    }
    if (cause instanceof MalformedItemException item) {
      return new UnreadableMessageException(
          "the mapping made something that is no item: " + item.getMessage(),
          0,
          "Correct the mapping.");
    }
    return null;
  }

  private static UnreadableMessageException explain(SAXParseException xml) {
    String text = String.valueOf(xml.getMessage());
    return text.toUpperCase(Locale.ROOT).contains("DOCTYPE")
        ? new UnreadableMessageException(
            "the message has a DOCTYPE, which is not accepted (it can read files and addresses)",
            xml.getLineNumber(),
            "Have the sender leave it out.")
        : new UnreadableMessageException(
            "the message is no well-formed XML",
            Math.max(0, xml.getLineNumber()),
            "Have the sender repair it.");
  }

  private static UnreadableMessageException explain(XPathException mapping) {
    boolean refused =
        mapping.getErrorCodeQName() != null
            && "unreadable".equals(mapping.getErrorCodeQName().getLocalPart());
    return refused
        ? new UnreadableMessageException(ownWords(mapping), 0, CHECK)
        : new UnreadableMessageException(
            "a value in the message is not of the kind that the mapping expects ("
                + (mapping.getErrorCodeQName() == null
                    ? "no code"
                    : mapping.getErrorCodeQName().getLocalPart())
                + place(mapping)
                + ")",
            0,
            "Have the sender repair it, or widen the mapping.");
  }

  /** What the mapping says, without what the processor adds about itself. */
  private static String ownWords(XPathException mapping) {
    String text = String.valueOf(mapping.getMessage());
    int added = text.indexOf(". Found while");
    return added < 0 ? text : text.substring(0, added);
  }

  private static String place(XPathException mapping) {
    return mapping.getLocator() == null || mapping.getLocator().getLineNumber() <= 0
        ? ""
        : ", mapping line " + mapping.getLocator().getLineNumber();
  }

  private static UnreadableMessageException explain(JsltException mapping) {
    String text = String.valueOf(mapping.getMessage());
    int own = text.indexOf(OWN_WORDS);
    return own >= 0
        ? new UnreadableMessageException(
            text.substring(own + OWN_WORDS.length()).lines().findFirst().orElse(""), 0, CHECK)
        : new UnreadableMessageException(
            "a value in the message is not of the kind that the mapping expects",
            0,
            "Have the sender repair it, or widen the mapping.");
  }
}
