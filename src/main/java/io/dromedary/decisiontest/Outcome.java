package io.dromedary.decisiontest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.policy.Decision;
import io.dromedary.policy.Facts;
import io.dromedary.policy.RuleResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an event for one recipient and binding, or that a source's message was silent.
 *
 * @param seen under the keys that a test expects
 * @param rules that ran; empty when nothing was decided
 * @param facts {@code null} when nothing was decided
 * @param message what is or was to be sent; {@code null}: nothing
 */
record Outcome(
    ObjectNode seen,
    List<RuleResult> rules,
    @Nullable Facts facts,
    Decision.@Nullable Message message) {}
