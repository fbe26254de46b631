package io.dromedary.drill;

import java.util.List;
import java.util.Locale;

/** What a drill found, as a page in Markdown that reads well on a console, too. */
public final class DrillReport {

  /** Of a list. */
  private static final int MOST = 100;

  private DrillReport() {}

  /** The page; without the ids of what was as it should be. */
  public static String markdown(Drill.Result result, Drill.Settings settings) {
    Reconciliation found = result.reconciliation();
    StringBuilder page = new StringBuilder("# Crash drill\n\n");
    page.append(
        result.holds()
            ? "Nothing was lost, and nothing was told twice without a decision.\n\n"
            : "**Something was lost or told twice, or a hub did not go on.**\n\n");
    page.append("| what | count |\n| --- | --- |\n");
    row(page, "events that the hub acknowledged", result.given());
    row(page, "times that a source had to give one again", result.repeats());
    row(page, "messages that the Cloud API took", result.taken());
    result.kills().forEach((point, count) -> row(page, "kills, " + point.word(), count));
    row(page, "of these at another time, because the point was not reached", result.missed());
    row(page, "**outages after which the hub did not go on by itself**", result.stuck());
    found.states().forEach((state, count) -> row(page, "ended as " + state, count));
    row(page, "**lost**", found.lost().size());
    row(page, "**told twice where the binding says hold**", found.repeatedOnHold().size());
    row(page, "**told twice without a record**", found.repeatedUnrecorded().size());
    row(
        page,
        "told twice by decision, where the binding says resend",
        found.repeatedRecorded().size());
    row(page, "**taken, but not in the ledger**", found.strangers().size());
    row(page, "**ended in a state that nothing explains**", found.failed().size());
    row(page, "nobody can say: held for a person", found.unknown().size());
    page.append(
        String.format(
            Locale.ROOT,
            "%n%d events a second offered, seed %d, %d minutes.%n",
            settings.perSecond(),
            settings.seed(),
            Math.max(1, result.duration().toMinutes())));
    list(page, "Lost", found.lost());
    list(page, "Told twice on hold", found.repeatedOnHold());
    list(page, "Told twice without a record", found.repeatedUnrecorded());
    list(page, "Told twice by decision", found.repeatedRecorded());
    list(page, "Not in the ledger", found.strangers());
    list(page, "Unexplained", found.failed());
    list(page, "Held for a person", found.unknown());
    return page.toString();
  }

  private static void row(StringBuilder page, String what, int count) {
    page.append("| ").append(what).append(" | ").append(count).append(" |\n");
  }

  private static void list(StringBuilder page, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      page.append("\n## ").append(title).append("\n\n");
      lines.stream().limit(MOST).forEach(line -> page.append("- ").append(line).append("\n"));
      if (lines.size() > MOST) {
        page.append("- and ").append(lines.size() - MOST).append(" more\n");
      }
    }
  }
}
