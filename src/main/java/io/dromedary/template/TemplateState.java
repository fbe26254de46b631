package io.dromedary.template;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a template of ours in the business account. Status, category and quality
 * arrive separately and out of order, so each has its own time.
 *
 * @param language Meta's code with underscore
 * @param metaId Meta's id as text; {@code null} before submission
 * @param category what Meta files it under; {@code null}: not told, or a word we do not know
 * @param declaredCategory what our file says; {@code null}: our catalogue has no such template
 * @param reason why it was rejected, paused or not submitted; {@code null}: none
 * @param quality Meta's word: {@code GREEN}, {@code YELLOW}, {@code RED}, {@code UNKNOWN}; {@code
 *     null}: not told
 * @param updatedAt the last change of any member
 * @param announcedCategory what Meta says it will file it under soon; {@code null}: no notice
 * @param statusAt as of when the status holds
 * @param categoryAt as of when the category holds
 * @param qualityAt as of when the quality holds
 * @param driftedAt when Meta moved it away from our category; it stops from then on, also if Meta
 *     moves it back, until a person confirms it; {@code null}: it did not, or it is confirmed
 */
public record TemplateState(
    String name,
    String language,
    @Nullable String metaId,
    TemplateStatus status,
    @Nullable Category category,
    @Nullable Category declaredCategory,
    @Nullable String reason,
    @Nullable String quality,
    Instant updatedAt,
    @Nullable Category announcedCategory,
    Instant statusAt,
    Instant categoryAt,
    Instant qualityAt,
    @Nullable Instant driftedAt) {

  /** A state all of whose members hold as of {@code updatedAt}, without a notice. */
  public TemplateState(
      String name,
      String language,
      @Nullable String metaId,
      TemplateStatus status,
      @Nullable Category category,
      @Nullable Category declaredCategory,
      @Nullable String reason,
      @Nullable String quality,
      Instant updatedAt) {
    this(
        name,
        language,
        metaId,
        status,
        category,
        declaredCategory,
        reason,
        quality,
        updatedAt,
        null,
        updatedAt,
        updatedAt,
        updatedAt,
        null);
  }

  /** Nothing is known yet. */
  public static TemplateState unknown(String name, String language) {
    return new TemplateState(
        name, language, null, TemplateStatus.NOT_SUBMITTED, null, null, null, null, Instant.EPOCH);
  }

  /** Whether Meta files it under another category than our file says. */
  public boolean categoryDrifted() {
    return category != null && declaredCategory != null && category != declaredCategory;
  }

  /** Whether it stands still since Meta moved it, and a person has to confirm it. */
  public boolean awaitsConfirmation() {
    return driftedAt != null;
  }

  /** Whether its category keeps it from being sent, now or until a person confirms it. */
  public boolean isHaltedByCategory() {
    return categoryDrifted() || awaitsConfirmation();
  }

  /** Whether it may be sent: approved, in the declared category, and no change is unconfirmed. */
  public boolean usable() {
    return status == TemplateStatus.APPROVED
        && category != null
        && Objects.equals(category, declaredCategory)
        && !awaitsConfirmation();
  }

  /**
   * A person has seen that Meta moved it and lets it be sent again. Nothing else ends the halt but
   * that the account loses the template.
   *
   * @throws IllegalStateException if Meta still files it under another category than our file says
   */
  public TemplateState confirmed() {
    if (categoryDrifted()) {
      throw new IllegalStateException("Meta files it under " + category);
    }
    return withDriftedAt(null);
  }

  /** The account no longer has it, and whatever was known of its category is void. */
  public TemplateState gone(Instant at) {
    return withMetaId(null)
        .withCategory(null, null, at)
        .withDriftedAt(null)
        .withStatus(TemplateStatus.NOT_SUBMITTED, "no longer in the account", at);
  }

  public TemplateState withStatus(TemplateStatus to, @Nullable String why, Instant at) {
    Copy copy = new Copy();
    copy.status = to;
    copy.reason = why;
    copy.statusAt = at;
    return copy.at(at);
  }

  public TemplateState withCategory(
      @Nullable Category to, @Nullable Category announced, Instant at) {
    Copy copy = new Copy();
    copy.category = to;
    copy.announcedCategory = announced;
    copy.categoryAt = at;
    copy.driftedAt = movedAway(to) ? firstOf(driftedAt, at) : driftedAt;
    return copy.at(at);
  }

  public TemplateState withQuality(@Nullable String to, Instant at) {
    Copy copy = new Copy();
    copy.quality = to;
    copy.qualityAt = at;
    return copy.at(at);
  }

  public TemplateState withMetaId(@Nullable String to) {
    Copy copy = new Copy();
    copy.metaId = to;
    return copy.at(updatedAt);
  }

  public TemplateState withDeclaredCategory(@Nullable Category to) {
    Copy copy = new Copy();
    copy.declaredCategory = to;
    return copy.at(updatedAt);
  }

  private TemplateState withDriftedAt(@Nullable Instant to) {
    Copy copy = new Copy();
    copy.driftedAt = to;
    return copy.at(updatedAt);
  }

  /** This state, some of whose members are about to be others. */
  private final class Copy {
    private @Nullable String metaId = TemplateState.this.metaId;
    private TemplateStatus status = TemplateState.this.status;
    private @Nullable Category category = TemplateState.this.category;
    private @Nullable Category declaredCategory = TemplateState.this.declaredCategory;
    private @Nullable String reason = TemplateState.this.reason;
    private @Nullable String quality = TemplateState.this.quality;
    private @Nullable Category announcedCategory = TemplateState.this.announcedCategory;
    private Instant statusAt = TemplateState.this.statusAt;
    private Instant categoryAt = TemplateState.this.categoryAt;
    private Instant qualityAt = TemplateState.this.qualityAt;
    private @Nullable Instant driftedAt = TemplateState.this.driftedAt;

    /** The changed state, updated then or later. */
    private TemplateState at(Instant changed) {
      return new TemplateState(
          name,
          language,
          metaId,
          status,
          category,
          declaredCategory,
          reason,
          quality,
          later(changed),
          announcedCategory,
          statusAt,
          categoryAt,
          qualityAt,
          driftedAt);
    }
  }

  /** A change at Meta; that our own file was changed is none. */
  private boolean movedAway(@Nullable Category to) {
    if (to == null || to == category) {
      return false;
    }
    return declaredCategory == null ? category != null : to != declaredCategory;
  }

  private static Instant firstOf(@Nullable Instant earlier, Instant at) {
    return earlier == null ? at : earlier;
  }

  private Instant later(Instant at) {
    return at.isAfter(updatedAt) ? at : updatedAt;
  }
}
