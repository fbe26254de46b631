package io.dromedary.consent.jdbc;

import io.dromedary.consent.Consent;
import io.dromedary.consent.ConsentState;
import io.dromedary.consent.Standing;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a person allows as the text of one column, so that a batch of persons is read in one round
 * trip: a line {@code topic state number recordedAt hash channel} for each topic. Lines of earlier
 * versions end with the hash.
 */
final class StandingsText {

  private StandingsText() {}

  static String write(Consent consent) {
    return consent.standings().entrySet().stream()
        .map(topic -> line(topic.getKey(), topic.getValue()))
        .collect(Collectors.joining("\n"));
  }

  static Consent read(String text) {
    SortedMap<String, Standing> standings = new TreeMap<>();
    text.lines().map(line -> line.split(" ", -1)).forEach(f -> standings.put(f[0], standing(f)));
    return new Consent(standings);
  }

  private static String line(String topic, Standing standing) {
    return String.join(
        " ",
        topic,
        standing.state().word(),
        Integer.toString(standing.number()),
        standing.recordedAt().toString(),
        standing.hash(),
        standing.channel() == null
            ? ""
            : URLEncoder.encode(standing.channel(), StandardCharsets.UTF_8));
  }

  private static Standing standing(String[] fields) {
    return new Standing(
        ConsentState.valueOf(fields[1].toUpperCase(Locale.ROOT)),
        Integer.parseInt(fields[2]),
        Instant.parse(fields[3]),
        fields.length > 5 && !fields[5].isEmpty()
            ? URLDecoder.decode(fields[5], StandardCharsets.UTF_8)
            : null,
        fields[4]);
  }
}
