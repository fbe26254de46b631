package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where webhooks go. The app's address comes from the settings and takes every field; an override
 * of the account takes {@code messages} only. Safe for concurrent use.
 */
final class Subscription implements Journaled {

  private volatile @Nullable URI appUri;
  private volatile @Nullable URI overrideUri;
  private volatile boolean subscribed = true;

  Subscription(@Nullable URI appUri) {
    this.appUri = appUri;
  }

  /** The address for a field, {@code null} when nobody listens. */
  @Nullable URI target(String field) {
    if (!subscribed) {
      return null;
    }
    return field.equals("messages") && overrideUri != null ? overrideUri : appUri;
  }

  void appUri(@Nullable URI uri) {
    appUri = uri;
  }

  @Nullable URI appUri() {
    return appUri;
  }

  @Nullable URI overrideUri() {
    return overrideUri;
  }

  boolean subscribed() {
    return subscribed;
  }

  void subscribe(@Nullable URI override) {
    subscribed = true;
    overrideUri = override;
  }

  void unsubscribe() {
    subscribed = false;
    overrideUri = null;
  }

  ObjectNode toJournal() {
    ObjectNode line = Journal.line("subscription").put("on", subscribed);
    URI override = overrideUri;
    if (override != null) {
      line.put("override", override.toString());
    }
    return line;
  }

  @Override
  public boolean replay(String kind, ObjectNode line) {
    if (!kind.equals("subscription")) {
      return false;
    }
    String override = Json.text(line, "override");
    subscribed = line.path("on").asBoolean();
    overrideUri = override == null ? null : URI.create(override);
    return true;
  }

  @Override
  public void snapshot(Consumer<ObjectNode> out) {
    out.accept(toJournal());
  }
}
