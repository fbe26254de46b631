package io.dromedary.sandbox;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notes what has changed since the phone page was last told. Cheap enough for every status of a
 * busy number: when more phones change than a page could show, only the fact is kept.
 */
final class ChangeFeed {

  private static final int MOST_PHONES = 200;

  /**
   * @param phones the phones that changed, as far as they were noted
   * @param more whether others changed too
   * @param templates whether a template changed
   */
  record Changes(Set<String> phones, boolean more, boolean templates) {
    boolean isEmpty() {
      return phones.isEmpty() && !more && !templates;
    }
  }

  private final AtomicBoolean watched = new AtomicBoolean();
  private final Set<String> phones = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean more = new AtomicBoolean();
  private final AtomicBoolean templates = new AtomicBoolean();

  void watched(boolean yes) {
    watched.set(yes);
  }

  void phone(String waId) {
    if (!watched.get()) {
      return;
    }
    if (phones.size() >= MOST_PHONES) {
      more.set(true);
    } else {
      phones.add(waId);
    }
  }

  void everything() {
    more.set(true);
    templates.set(true);
  }

  void templates() {
    templates.set(true);
  }

  /** What has changed since the last call. */
  Changes drain() {
    Set<String> changed = Set.copyOf(phones);
    phones.removeAll(changed);
    return new Changes(changed, more.getAndSet(false), templates.getAndSet(false));
  }
}
