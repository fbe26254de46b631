package io.dromedary.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.person.Identifier;
import io.dromedary.person.PersonId;
import java.util.List;

/**
 * One place that holds something about persons; every room that does has one, so that access and
 * erasure reach it.
 */
public interface PersonalData {

  /** Its name in the export, for example {@code consents}. */
  String section();

  /** Everything held here about the person, in clear. */
  JsonNode export(PersonId person, List<Identifier> identifiers);

  /** Forgets it, as far as no law asks to keep it. Again changes nothing. */
  void erase(PersonId person, List<Identifier> identifiers);
}
