package io.dromedary.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the value of one template parameter comes from and how it is written.
 *
 * @param name the template's parameter
 * @param path into the event: {@code data.gate}, {@code subject}, {@code recipient.name}; {@code
 *     null}: always the fallback
 * @param form how the value is written
 * @param zone whose clock dates and times show
 * @param fallback used when the value is absent; {@code null}: then the parameter is missing
 * @param words wordings for codes, {@value #OTHER} for all others; empty: the value itself is used
 * @param max the greatest length; {@code null}: none
 * @param repairs what may be done to a value that the platform would refuse as it is
 */
public record ParameterMapping(
    String name,
    @Nullable EventPath path,
    Form form,
    ZoneRule zone,
    @Nullable LocalizedText fallback,
    Map<String, LocalizedText> words,
    @Nullable Integer max,
    Set<Repair> repairs) {

  /** What is done where the binding says nothing. */
  static final Set<Repair> USUAL_REPAIRS = Set.of(Repair.TRIM, Repair.JOIN_LINES);

  /** The code that stands for every code that is not listed. */
  public static final String OTHER = "other";

  public ParameterMapping {
    words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
    repairs = Set.copyOf(repairs);
  }

  /** How a value is written. */
  public enum Form {
    TEXT,
    NUMBER,
    MONEY,
    DATE,
    TIME,
    DATETIME,
    WEEKDAY_DATE,
    DURATION,
    LAST4
  }

  /** Whose clock dates and times show. */
  public enum ZoneRule {
    /** The recipient's zone; without one the offset in the value, else the hub's zone. */
    RECIPIENT,
    /** The offset in the value (the airport's clock); for UTC values as {@link #RECIPIENT}. */
    EVENT
  }
}
