package io.dromedary.lint;

import io.dromedary.template.Catalogue;
import io.dromedary.whatsapp.AccountContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The contract between the template files and what Meta approved. */
public final class AccountLint {

  private AccountLint() {}

  /**
   * What differs; one finding when the account cannot be read.
   *
   * @param catalogue the templates without an error of their own
   */
  public static List<Finding> lint(Path templates, Catalogue catalogue, AccountContract account) {
    Findings findings = new Findings();
    AccountContract.Comparison comparison = account.compare(catalogue);
    if (comparison.failure() != null) {
      findings.add(
          templates.toString(),
          null,
          "account-unreachable",
          "the account's templates cannot be read: " + comparison.failure(),
          "Check WHATSAPP_BASE_URL, WHATSAPP_BUSINESS_ACCOUNT_ID and the token's permissions.");
    }
    for (AccountContract.Difference difference : comparison.differences()) {
      findings
          .open(templates.resolve(difference.template() + ".yaml"))
          .ifPresent(
              file ->
                  file.report(
                      "/languages/" + difference.language(),
                      "account-" + difference.kind().name().toLowerCase(Locale.ROOT),
                      difference.template()
                          + " in "
                          + difference.language()
                          + ": "
                          + difference.message(),
                      remedy(difference.kind())));
    }
    return findings.all();
  }

  private static String remedy(AccountContract.Kind kind) {
    return switch (kind) {
      case MISSING -> "Submit it: dromedary templates submit.";
      case STATUS -> "Wait for the review, or mend what was rejected and submit it anew.";
      case CATEGORY -> "Take out what reads like an offer, or ask Meta for a review.";
      case PARAMETERS, HEADER, BUTTONS, TEXT ->
          "Submit the file under a new name, or take over what was approved.";
    };
  }
}
