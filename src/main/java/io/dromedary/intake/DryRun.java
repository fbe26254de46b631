package io.dromedary.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.event.BusinessEvent;
import io.dromedary.notification.AcceptedEvent;
import io.dromedary.notification.NewNotification;
import io.dromedary.policy.Decision;
import io.dromedary.policy.Facts;
import io.dromedary.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What would become of an event, against the live state: the decisions of the intake without a
 * trace. Nothing is stored, sent, locked or made known, and an audience of any length is read page
 * by page.
 */
public final class DryRun {

  private final Intake intake;
  private final Gathering gathering;
  private final Policy policy;
  private final Entries entries;
  private final Recorder recorder;

  public DryRun(
      Intake intake, Gathering gathering, Policy policy, Entries entries, Recorder recorder) {
    this.intake = intake;
    this.gathering = gathering;
    this.policy = policy;
    this.entries = entries;
    this.recorder = recorder;
  }

  /**
   * What one recipient would be told by one binding.
   *
   * @param decision of the rules
   * @param entry as it would be written: a duplicate or outdated one ends differently
   */
  public record Rehearsed(Facts facts, Decision decision, NewNotification entry) {}

  /**
   * What came of it.
   *
   * @param event as it was read
   * @param before the same event, when it was accepted before: nothing would happen; empty
   *     otherwise
   */
  public record Outcome(BusinessEvent event, Optional<AcceptedEvent> before) {}

  /**
   * Decides for every recipient and hands each on.
   *
   * @throws EventRejected as the real thing would
   * @throws EventConflict as the real thing would
   */
  public Outcome run(JsonNode json, Consumer<Rehearsed> each) {
    BusinessEvent event = intake.read(json);
    Optional<AcceptedEvent> before = intake.known(event);
    if (before.isEmpty()) {
      intake.rehearse(event, chunk -> decide(chunk, each));
    }
    return new Outcome(event, before);
  }

  private void decide(Acceptance chunk, Consumer<Rehearsed> each) {
    List<Facts> facts = gathering.rehearse(chunk);
    List<Decision> decisions = facts.stream().map(policy::decide).toList();
    List<NewNotification> written = new ArrayList<>();
    for (int i = 0; i < facts.size(); i++) {
      written.add(entries.of(facts.get(i), decisions.get(i)));
    }
    written = recorder.rehearse(written);
    for (int i = 0; i < facts.size(); i++) {
      each.accept(new Rehearsed(facts.get(i), decisions.get(i), written.get(i)));
    }
  }
}
