package io.dromedary.conversation;

import io.dromedary.consent.Consent;
import io.dromedary.consent.ConsentEntry;
import io.dromedary.consent.ConsentLedger;
import io.dromedary.consent.ConsentState;
import io.dromedary.consent.ConsentStatement;
import io.dromedary.consent.Recorded;
import io.dromedary.consent.Topics;
import io.dromedary.person.Identifier;
import io.dromedary.person.People;
import io.dromedary.person.PersonId;
import io.dromedary.window.ServiceWindow;
import io.dromedary.window.Windows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people write back: opens the customer service window, records stop and start words in the
 * consent ledger, follows changes of number. Runs in the caller's transaction.
 *
 * <p>The same message again changes nothing and asks for no second confirmation; it is answered
 * like the first, so whoever hands messages to the care desk does so once per wamid.
 */
public final class InboundHandler {

  private static final String CHANNEL = "whatsapp";
  private static final String PREFERENCES = "whatsapp-preferences";

  private final WhoWrites whoWrites;
  private final ConsentLedger ledger;
  private final Windows windows;
  private final Keywords keywords;
  private final Confirmations confirmations;
  private final String business;

  /**
   * A handler for all business numbers.
   *
   * @param business the business named in consents that are given by a start word
   */
  public InboundHandler(
      People people,
      ConsentLedger ledger,
      Windows windows,
      Keywords keywords,
      Confirmations confirmations,
      String business) {
    this.whoWrites = new WhoWrites(people, ledger);
    this.ledger = ledger;
    this.windows = windows;
    this.keywords = keywords;
    this.confirmations = confirmations;
    this.business = business;
  }

  /** Takes one message. */
  public InboundResult handle(Inbound inbound, Instant now) {
    if (inbound.kind() == InboundKind.SYSTEM) {
      return new InboundResult.IdentityChanged(
          whoWrites.changed(inbound.identifiers(), inbound.changedTo(), now));
    }
    PersonId person = whoWrites.of(inbound.identifiers(), now);
    if (inbound.kind().opensWindow()) {
      windows.opened(person, inbound.phoneNumberId(), writtenAt(inbound, now));
    }
    return wish(inbound)
        .map(wish -> record(person, wish, inbound, now))
        .orElseGet(() -> new InboundResult.ForCareDesk(person));
  }

  /**
   * Meta's own control ({@code user_preferences}, or error 131050 after a send): is about marketing
   * only, so it is recorded for that topic and leaves all others as they are.
   *
   * @param identifiers who, at least one
   * @param stop {@code false} when the person resumes
   * @param at when the person decided
   * @param evidence the webhook's or the message's id; {@code null} when there is none
   */
  public Recorded preference(
      List<Identifier> identifiers,
      boolean stop,
      Instant at,
      @Nullable String evidence,
      Instant now) {
    return ledger.append(
        ConsentStatement.about(
            whoWrites.of(identifiers, now),
            List.of(Topics.MARKETING),
            stop ? ConsentState.WITHDRAWN : ConsentState.GRANTED,
            at,
            PREFERENCES,
            null,
            null,
            business,
            evidence),
        now);
  }

  /** Only what a user writes or taps: a caption, a reaction or a forwarded text asks nothing. */
  private Optional<Wish> wish(Inbound inbound) {
    return switch (inbound.kind()) {
      case TEXT -> keywords.read(inbound.text(), null);
      case BUTTON, INTERACTIVE -> keywords.read(inbound.text(), inbound.payload());
      default -> Optional.empty();
    };
  }

  private InboundResult record(PersonId person, Wish wish, Inbound inbound, Instant now) {
    Recorded recorded = ledger.append(statement(person, wish, inbound), now);
    Confirmation confirmation =
        changedSomething(recorded, wish) && isOpen(inbound, now)
            ? confirmations.of(wish, inbound.identifiers())
            : null;
    Set<String> topics = Set.of(wish.topic());
    return wish.state() == ConsentState.WITHDRAWN
        ? new InboundResult.OptedOut(person, topics, confirmation)
        : new InboundResult.OptedIn(person, topics, confirmation);
  }

  private ConsentStatement statement(PersonId person, Wish wish, Inbound inbound) {
    return ConsentStatement.about(
        person,
        List.of(wish.topic()),
        wish.state(),
        inbound.timestamp(),
        CHANNEL,
        inbound.text(),
        null,
        business,
        inbound.wamid());
  }

  /** Judged by the entries before this one; its append holds the person's lock. */
  private boolean changedSomething(Recorded recorded, Wish wish) {
    if (recorded.repeat()) {
      return false;
    }
    ConsentEntry entry = recorded.entry();
    Consent before =
        Consent.of(
            ledger.history(entry.person()).stream()
                .filter(earlier -> earlier.number() < entry.number())
                .toList());
    boolean sameForAll =
        !wish.topic().equals(Topics.ALL)
            || before.standings().values().stream().allMatch(s -> s.state() == wish.state());
    boolean sameBefore =
        before.standing(wish.topic()).filter(s -> s.state() == wish.state()).isPresent();
    return !(sameForAll && sameBefore);
  }

  private static boolean isOpen(Inbound inbound, Instant now) {
    return new ServiceWindow(writtenAt(inbound, now)).isOpenAt(now);
  }

  /** A timestamp ahead of our clock would keep the window open longer than a day. */
  private static Instant writtenAt(Inbound inbound, Instant now) {
    return inbound.timestamp().isAfter(now) ? now : inbound.timestamp();
  }
}
