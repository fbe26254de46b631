package io.dromedary.template;

import org.jspecify.annotations.Nullable;

/** A button under a template message. */
public sealed interface Button {

  /** The label, at most 25 characters. */
  String text();

  /**
   * Answers with one tap.
   *
   * @param payload what the webhook of the tap carries; {@code null}: Meta sends the label
   */
  record QuickReply(String text, @Nullable String payload) implements Button {}

  /**
   * Opens an address.
   *
   * @param url the approved address; with a value it ends in <code>{{1}}</code>
   * @param value the parameter that takes the place of <code>{{1}}</code>; {@code null}: the
   *     address is fixed
   */
  record Url(String text, String url, @Nullable String value) implements Button {

    static final String SLOT = "{{1}}";

    /** The address with {@code suffix} in the place of <code>{{1}}</code>. */
    String filled(String suffix) {
      return url.replace(SLOT, suffix);
    }
  }

  /**
   * Starts a telephone call.
   *
   * @param phone E.164 with plus sign
   */
  record Phone(String text, String phone) implements Button {}
}
