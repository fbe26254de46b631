package io.dromedary.whatsapp;

import java.time.Duration;

/**
 * How templates are kept in step with the account.
 *
 * @param businessAccountId Meta's id of the WhatsApp business account that owns the templates
 * @param submit whether missing templates are created
 * @param perHour creation requests in any 60 minutes
 * @param pageSize templates per page of the listing
 * @param pause how long no template is submitted after the account was told to slow down
 */
public record TemplateSyncSettings(
    String businessAccountId, boolean submit, int perHour, int pageSize, Duration pause) {

  static final int PAGE_SIZE = 100;

  /** 100 per hour as Meta allows, pages of 100, 10 minutes of pause. */
  public static TemplateSyncSettings of(String businessAccountId, boolean submit) {
    return new TemplateSyncSettings(
        businessAccountId, submit, 100, PAGE_SIZE, Duration.ofMinutes(10));
  }
}
