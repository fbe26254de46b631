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
    Instant qualityAt) {

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
        updatedAt);
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

  /** Whether it may be sent: approved, and in the declared category. */
  public boolean usable() {
    return status == TemplateStatus.APPROVED
        && category != null
        && Objects.equals(category, declaredCategory);
  }

  public TemplateState withStatus(TemplateStatus to, @Nullable String why, Instant at) {
    return new TemplateState(
        name,
        language,
        metaId,
        to,
        category,
        declaredCategory,
        why,
        quality,
        later(at),
        announcedCategory,
        at,
        categoryAt,
        qualityAt);
  }

  public TemplateState withCategory(
      @Nullable Category to, @Nullable Category announced, Instant at) {
    return new TemplateState(
        name,
        language,
        metaId,
        status,
        to,
        declaredCategory,
        reason,
        quality,
        later(at),
        announced,
        statusAt,
        at,
        qualityAt);
  }

  public TemplateState withQuality(@Nullable String to, Instant at) {
    return new TemplateState(
        name,
        language,
        metaId,
        status,
        category,
        declaredCategory,
        reason,
        to,
        later(at),
        announcedCategory,
        statusAt,
        categoryAt,
        at);
  }

  public TemplateState withMetaId(@Nullable String to) {
    return new TemplateState(
        name,
        language,
        to,
        status,
        category,
        declaredCategory,
        reason,
        quality,
        updatedAt,
        announcedCategory,
        statusAt,
        categoryAt,
        qualityAt);
  }

  public TemplateState withDeclaredCategory(@Nullable Category to) {
    return new TemplateState(
        name,
        language,
        metaId,
        status,
        category,
        to,
        reason,
        quality,
        updatedAt,
        announcedCategory,
        statusAt,
        categoryAt,
        qualityAt);
  }

  private Instant later(Instant at) {
    return at.isAfter(updatedAt) ? at : updatedAt;
  }
}
