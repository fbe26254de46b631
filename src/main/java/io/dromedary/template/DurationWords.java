package io.dromedary.template;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** Durations in words: <i>1 hour 30 minutes</i>. */
final class DurationWords {

  private record Unit(String one, String many) {
    String count(long number) {
      return number + " " + (number == 1 ? one : many);
    }
  }

  private record Units(Unit day, Unit hour, Unit minute, Unit second) {}

  private static final Map<String, Units> LANGUAGES =
      Map.of(
          "en",
          units("day", "days", "hour", "hours", "minute", "minutes", "second", "seconds"),
          "de",
          units("Tag", "Tage", "Stunde", "Stunden", "Minute", "Minuten", "Sekunde", "Sekunden"),
          "fr",
          units("jour", "jours", "heure", "heures", "minute", "minutes", "seconde", "secondes"),
          "it",
          units("giorno", "giorni", "ora", "ore", "minuto", "minuti", "secondo", "secondi"),
          "es",
          units("día", "días", "hora", "horas", "minuto", "minutos", "segundo", "segundos"));

  private DurationWords() {}

  private static Units units(
      String day,
      String days,
      String hour,
      String hours,
      String minute,
      String minutes,
      String second,
      String seconds) {
    return new Units(
        new Unit(day, days),
        new Unit(hour, hours),
        new Unit(minute, minutes),
        new Unit(second, seconds));
  }

  /** The languages, without region, that durations can be written in. */
  static Set<String> languages() {
    return LANGUAGES.keySet();
  }

  /** The two largest units that are not zero; what is smaller is left out. */
  static String write(Duration duration, String language) throws Formats.Unwritable {
    Units units = LANGUAGES.get(language);
    if (units == null) {
      throw new Formats.Unwritable("durations cannot be written in this language");
    }
    Map<Unit, Long> parts = new LinkedHashMap<>();
    parts.put(units.day(), duration.toDaysPart());
    parts.put(units.hour(), (long) duration.toHoursPart());
    parts.put(units.minute(), (long) duration.toMinutesPart());
    parts.put(units.second(), (long) duration.toSecondsPart());
    StringJoiner words = new StringJoiner(" ");
    parts.entrySet().stream()
        .filter(part -> part.getValue() > 0)
        .limit(2)
        .forEach(part -> words.add(part.getKey().count(part.getValue())));
    return words.length() == 0 ? units.minute().count(0) : words.toString();
  }
}
