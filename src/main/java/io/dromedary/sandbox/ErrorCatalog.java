package io.dromedary.sandbox;

import static java.util.Map.entry;

import java.util.Map;

/** HTTP status and title of the Cloud API's error codes. */
final class ErrorCatalog {

  /**
   * @param http HTTP status when the error comes as an answer
   * @param title short text, the same in answers and in webhooks
   */
  record Entry(int http, String title) {}

  private static final Map<Integer, Entry> ENTRIES =
      Map.ofEntries(
          entry(0, new Entry(401, "AuthException")),
          entry(1, new Entry(400, "API Unknown")),
          entry(2, new Entry(503, "API Service")),
          entry(3, new Entry(500, "API Method")),
          entry(4, new Entry(400, "API Too Many Calls")),
          entry(10, new Entry(403, "Permission Denied")),
          entry(33, new Entry(400, "Parameter value is not valid")),
          entry(100, new Entry(400, "Invalid parameter")),
          entry(190, new Entry(401, "Access token has expired")),
          entry(200, new Entry(403, "API Permission")),
          entry(368, new Entry(403, "Temporarily blocked for policies violations")),
          entry(80007, new Entry(400, "Rate limit issues")),
          entry(80008, new Entry(400, "There have been too many calls to this account")),
          entry(130403, new Entry(400, "Recipient is blocked by the business")),
          entry(130429, new Entry(400, "Rate limit hit")),
          entry(130472, new Entry(400, "User's number is part of an experiment")),
          entry(130497, new Entry(403, "Business account is restricted in this country")),
          entry(131000, new Entry(500, "Something went wrong")),
          entry(131005, new Entry(403, "Access denied")),
          entry(131008, new Entry(400, "Required parameter is missing")),
          entry(131009, new Entry(400, "Parameter value is not valid")),
          entry(131016, new Entry(500, "Service unavailable")),
          entry(131021, new Entry(400, "Recipient cannot be sender")),
          entry(131026, new Entry(400, "Message undeliverable")),
          entry(131030, new Entry(400, "Recipient phone number not in allowed list")),
          entry(131031, new Entry(403, "Account has been locked")),
          entry(131037, new Entry(400, "Display name approval needed")),
          entry(131042, new Entry(400, "Business eligibility payment issue")),
          entry(131045, new Entry(500, "Incorrect certificate")),
          entry(131047, new Entry(400, "Re-engagement message")),
          entry(131048, new Entry(400, "Spam rate limit hit")),
          entry(
              131049,
              new Entry(
                  400, "This message was not delivered to maintain healthy ecosystem engagement.")),
          entry(131050, new Entry(400, "User has stopped marketing messages")),
          entry(131051, new Entry(400, "Unsupported message type")),
          entry(131052, new Entry(400, "Media download error")),
          entry(131053, new Entry(400, "Media upload error")),
          entry(131056, new Entry(400, "(Business Account, Consumer Account) pair rate limit hit")),
          entry(131057, new Entry(500, "Account in maintenance mode")),
          entry(131059, new Entry(400, "Invalid paging cursor")),
          entry(
              131062, new Entry(400, "Business-scoped user id is not supported for this message")),
          entry(131064, new Entry(400, "Rate limit of misclassified utility templates hit")),
          entry(
              132000,
              new Entry(400, "Number of parameters does not match the expected number of params")),
          entry(132001, new Entry(404, "Template name does not exist in the translation")),
          entry(132005, new Entry(400, "Translated text too long")),
          entry(132007, new Entry(400, "Template format character policy violated")),
          entry(
              132012,
              new Entry(400, "Parameter format does not match format in the created template")),
          entry(132015, new Entry(400, "Template is paused")),
          entry(132016, new Entry(400, "Template is disabled")),
          entry(132018, new Entry(400, "There is an issue with the parameters in your template")),
          entry(132068, new Entry(400, "Flow is in blocked state")),
          entry(133004, new Entry(503, "Server temporarily unavailable")),
          entry(133010, new Entry(400, "Phone number not registered")),
          entry(135000, new Entry(400, "Generic user error")),
          entry(137000, new Entry(400, "Recipient identity key hash mismatch")));

  private ErrorCatalog() {}

  /** The entry of {@code code}; an unknown code is a 400 with a general title. */
  static Entry of(int code) {
    Entry entry = ENTRIES.get(code);
    return entry == null ? new Entry(400, "Error " + code) : entry;
  }
}
