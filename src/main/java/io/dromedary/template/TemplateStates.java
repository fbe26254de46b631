package io.dromedary.template;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Port: what is known about our templates in the business account. Shared by all replicas. */
public interface TemplateStates {

  /** All states, by name and language. */
  List<TemplateState> all();

  /** The state of one template in one language. */
  Optional<TemplateState> find(String name, String language);

  /** The state of the template with Meta's id. */
  Optional<TemplateState> findByMetaId(String metaId);

  /** Inserts or replaces. */
  void save(TemplateState state);

  /**
   * Changes one state while nobody else can; {@code change} gets {@link TemplateState#unknown} when
   * there is none yet, and may be called again.
   *
   * @return what is stored now
   */
  TemplateState update(String name, String language, UnaryOperator<TemplateState> change);

  /**
   * Takes the right to submit one template until {@code until}, so that two replicas do not both do
   * it.
   *
   * @return false when another one holds it
   */
  boolean claimSubmission(String name, String language, Instant now, Instant until);

  /** Counts a creation request; Meta allows 100 per account and rolling hour. */
  void recordSubmission(Instant at);

  /** Creation requests after {@code since}, exclusive. */
  int submissionsSince(Instant since);

  /** Keeps a notice; the same one again changes nothing. */
  void recordNotice(TemplateNotice notice);

  /** The latest notices, newest first. */
  List<TemplateNotice> notices(int limit);
}
