package io.dromedary.policy;

import io.dromedary.cost.BudgetState;
import io.dromedary.template.QuietHours;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What else than event, person and template a decision goes by: limits and history, as values.
 *
 * @param permitted whether the trial mode permits this person
 * @param quietHours those of the binding's lane, for bindings without their own
 * @param told how many messages of the topic went to the person in the binding's period
 * @param lastTold when the last message of this subject and key went to the person; {@code null}:
 *     none did
 * @param reach the messaging limit
 * @param budgets what the months of the budgets that pay for it have seen; empty: nothing limits it
 */
public record Circumstances(
    boolean permitted,
    QuietHours quietHours,
    int told,
    @Nullable Instant lastTold,
    Reach reach,
    List<BudgetState> budgets) {

  /** Nothing limits, nothing was told before. */
  public static final Circumstances NONE =
      new Circumstances(true, QuietHours.NONE, 0, null, Reach.UNLIMITED, List.of());
}
