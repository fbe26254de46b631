package io.dromedary.whatsapp;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;

/**
 * Meta's error codes by what follows from them. The HTTP status is no guide: rate limits come as
 * 400, two permanent errors as 500.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes">Error
 *     codes</a>
 */
public final class PlatformErrors {

  private static final Map<ErrorClass, Set<Integer>> BY_CLASS =
      Map.ofEntries(
          entry(ErrorClass.WAIT, Set.of(4, 613, 80007, 130429, 131057, 132069, 2494100)),
          entry(ErrorClass.WAIT_FOR_PERSON, Set.of(131056)),
          entry(ErrorClass.AMBIGUOUS, Set.of(1, 2, 131000, 131016, 133004)),
          entry(
              ErrorClass.NEVER,
              Set.of(
                  130403, 130472, 130497, 131020, 131021, 131026, 131041, 131047, 131049, 131050,
                  131051, 137000)),
          entry(ErrorClass.HOLD, Set.of(132015)),
          entry(
              ErrorClass.MEND,
              Set.of(
                  100, 131008, 131009, 131053, 131055, 131061, 131062, 132000, 132001, 132005,
                  132007, 132008, 132012, 132016, 132018, 132021, 132068, 134100, 134101, 134102,
                  135000)),
          entry(
              ErrorClass.STOP,
              Set.of(
                  0, 3, 10, 33, 190, 368, 131005, 131030, 131031, 131037, 131042, 131044, 131045,
                  131048, 131063, 131064, 133000, 133005, 133006, 133008, 133009, 133010, 133015,
                  133016, 134011, 139200)));

  private PlatformErrors() {}

  /** The class of a code; an unknown one never is repeated unless the server itself failed. */
  public static ErrorClass classify(int code, int httpStatus) {
    for (Map.Entry<ErrorClass, Set<Integer>> known : BY_CLASS.entrySet()) {
      if (known.getValue().contains(code)) {
        return known.getKey();
      }
    }
    if (code >= 200 && code <= 299) {
      return ErrorClass.STOP;
    }
    return httpStatus >= 500 ? ErrorClass.AMBIGUOUS : ErrorClass.MEND;
  }
}
