package io.dromedary.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.event.AudienceRef;
import io.dromedary.event.BusinessEvent;
import io.dromedary.event.CanonicalJson;
import io.dromedary.event.CloudEvents;
import io.dromedary.event.EventSchemas;
import io.dromedary.event.Fault;
import io.dromedary.event.Recipient;
import io.dromedary.notification.AcceptedEvent;
import io.dromedary.notification.Ledger;
import io.dromedary.notification.Ledger.Pending;
import io.dromedary.person.Audience;
import io.dromedary.person.Audiences;
import io.dromedary.person.Member;
import io.dromedary.person.Page;
import io.dromedary.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Accepts events: checked, once only, with their recipients. {@link #read} needs no transaction;
 * everything else takes part in the caller's.
 */
public final class Intake {

  /** Up to so many recipients are decided in the transaction that accepts the event. */
  public static final int AT_ONCE = 100;

  private static final char NUL = '\u0000';
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Supplier<EventSchemas> schemas;
  private final Supplier<String> snapshot;
  private final Ledger ledger;
  private final Audiences audiences;
  private final Vault vault;
  private final Clock clock;

  /**
   * @param schemas the schemas in force
   * @param snapshot id of the configuration in force
   */
  public Intake(
      Supplier<EventSchemas> schemas,
      Supplier<String> snapshot,
      Ledger ledger,
      Audiences audiences,
      Vault vault,
      Clock clock) {
    this.schemas = schemas;
    this.snapshot = snapshot;
    this.ledger = ledger;
    this.audiences = audiences;
    this.vault = vault;
    this.clock = clock;
  }

  /** Bytes of an event's JSON; what a column of the embedded database holds, sealed. */
  public static final int LARGEST = 1_000_000;

  /**
   * Reads and checks an event.
   *
   * @throws EventRejected naming every fault
   */
  public BusinessEvent read(JsonNode json) {
    CloudEvents.Reading reading = CloudEvents.read(json);
    if (reading instanceof CloudEvents.Unreadable unreadable) {
      throw new EventRejected(unreadable.faults());
    }
    BusinessEvent event = ((CloudEvents.Readable) reading).event();
    List<Fault> faults = new ArrayList<>();
    if (!event.retracts()) {
      faults.addAll(schemas.get().check(event.type(), event.json().path("data")));
    } else if (!schemas.get().types().contains(event.type())) {
      faults.addAll(schemas.get().check(event.type(), event.json().path("data")));
    } else if (event.subject() == null) {
      faults.add(new Fault("/subject", "is missing: it says what is retracted"));
    }
    int size = event.json().toString().getBytes(StandardCharsets.UTF_8).length;
    if (size > LARGEST) {
      faults.add(
          new Fault(
              "",
              "must have at most "
                  + LARGEST
                  + " bytes as JSON: put the recipients into an audience, documents behind a URL"));
    }
    faults.addAll(audienceFaults(event.audience()));
    faults.addAll(refFaults(event.json().path("data")));
    if (event.listed().size() > AT_ONCE && schemas.get().hasSecrets(event.type())) {
      faults.add(
          new Fault(
              "/data/recipients",
              "must have at most " + AT_ONCE + " elements: a secret is not kept for later"));
    }
    if (!faults.isEmpty()) {
      throw new EventRejected(faults);
    }
    return event;
  }

  private static List<Fault> audienceFaults(@Nullable AudienceRef audience) {
    List<Fault> faults = new ArrayList<>();
    if (audience != null) {
      if (!fits(audience.kind(), Audience.LONGEST_KIND)) {
        faults.add(
            new Fault(
                "/data/audience/kind", "must have 1 to " + Audience.LONGEST_KIND + " characters"));
      }
      if (!fits(audience.key(), Audience.LONGEST_KEY)) {
        faults.add(
            new Fault(
                "/data/audience/key", "must have 1 to " + Audience.LONGEST_KEY + " characters"));
      }
    }
    return faults;
  }

  private static boolean fits(String text, int longest) {
    return !text.isBlank() && text.length() <= longest && text.indexOf(NUL) < 0;
  }

  /** A reference is kept in a column, and no database takes this character. */
  private static List<Fault> refFaults(JsonNode data) {
    List<Fault> faults = new ArrayList<>();
    refFault(data.path("recipient"), "/data/recipient", faults);
    int position = 0;
    for (JsonNode recipient : data.path("recipients")) {
      refFault(recipient, "/data/recipients/" + position++, faults);
    }
    return faults;
  }

  private static void refFault(JsonNode recipient, String pointer, List<Fault> faults) {
    if (recipient.path("ref").asText("").indexOf(NUL) >= 0) {
      faults.add(new Fault(pointer + "/ref", "contains the character U+0000"));
    }
  }

  /**
   * Accepts an event once. A repeat is answered from the record; a concurrent one waits for the
   * first. Refused, with nothing written, is another content under the same id, and a secret to
   * more people than are decided at once.
   */
  public Acceptance accept(BusinessEvent event) {
    Instant now = clock.instant();
    List<Recipient> recipients = event.listed();
    AudienceRef audience = event.audience();
    Page<Member> firstMembers = null;
    if (audience != null && !event.retracts()) {
      firstMembers = members(audience, null, now);
      firstMembers.items().forEach(member -> recipients.add(recipient(member)));
    }
    boolean large = recipients.size() > AT_ONCE;
    int total = event.retracts() ? 0 : Math.max(1, recipients.size());
    AcceptedEvent accepted = accepted(event, contentTag(event), large ? 0 : total, now);
    if (large && schemas.get().hasSecrets(event.type())) {
      return Acceptance.refused(event, accepted, secretsForLater(event));
    }
    if (!ledger.insert(accepted)) {
      return repeat(event);
    }
    if (event.retracts()) {
      ledger.retract(event.source(), event.type(), String.valueOf(event.subject()), now);
      return Acceptance.of(event, accepted, true, List.of());
    }
    if (large) {
      fanOut(event, recipients, audience, firstMembers, now);
      return Acceptance.of(event, ledger.event(event.key()).orElse(accepted), true, List.of());
    }
    return Acceptance.of(event, accepted, true, places(recipients, audience));
  }

  /**
   * Whether an event can be accepted together with others: it names its recipients, few of them,
   * and takes nothing back.
   */
  public static boolean isPlain(BusinessEvent event) {
    return !event.retracts() && event.audience() == null && event.listed().size() <= AT_ONCE;
  }

  /**
   * Accepts {@linkplain #isPlain plain} events, each once. Those that were accepted before are left
   * out.
   *
   * @return the new ones, in their order
   * @throws EventConflict when one's id came before with other content; none is accepted then
   */
  public List<Acceptance> acceptAll(List<BusinessEvent> events) {
    Instant now = clock.instant();
    Map<UUID, Acceptance> all = new LinkedHashMap<>();
    for (BusinessEvent event : events) {
      List<Acceptance.Place> places = places(event.listed(), null);
      all.put(
          event.key(),
          Acceptance.of(
              event, accepted(event, contentTag(event), places.size(), now), true, places));
    }
    Set<UUID> fresh = ledger.insertAll(all.values().stream().map(Acceptance::accepted).toList());
    events.stream()
        .filter(event -> !fresh.contains(event.key()))
        .forEach(event -> repeat(event).orRefusal());
    all.keySet().retainAll(fresh);
    return List.copyOf(all.values());
  }

  /** The recipients to be decided; where there is nobody, that is decided. */
  private static List<Acceptance.Place> places(
      List<Recipient> recipients, @Nullable AudienceRef audience) {
    return recipients.isEmpty()
        ? List.of(new Acceptance.Place(0, nobodyOf(audience), true))
        : places(0, recipients);
  }

  private static List<Acceptance.Place> places(int first, List<Recipient> recipients) {
    List<Acceptance.Place> places = new ArrayList<>();
    for (Recipient recipient : recipients) {
      places.add(new Acceptance.Place(first + places.size(), recipient, false));
    }
    return places;
  }

  private Acceptance repeat(BusinessEvent event) {
    AcceptedEvent before =
        ledger
            .event(event.key())
            .orElseThrow(() -> new IllegalStateException("An event is there and is not there"));
    return isSame(event, before)
        ? Acceptance.of(event, before, false, List.of())
        : Acceptance.refused(event, before, new EventConflict());
  }

  private boolean isSame(BusinessEvent event, AcceptedEvent before) {
    return before.contentTag().equals(contentTag(event));
  }

  /**
   * The same event as it was accepted before; empty when it is new. Writes nothing.
   *
   * @throws EventConflict when the same id came before with other content
   */
  public Optional<AcceptedEvent> known(BusinessEvent event) {
    Optional<AcceptedEvent> before = ledger.event(event.key());
    if (before.filter(one -> !isSame(event, one)).isPresent()) {
      throw new EventConflict();
    }
    return before;
  }

  /**
   * The recipients as {@link #accept} would have them decided, in chunks; an audience of any length
   * is read page by page. Writes nothing.
   *
   * @throws EventRejected for a secret to more people than are decided at once
   */
  public void rehearse(BusinessEvent event, Consumer<Acceptance> chunks) {
    Instant now = clock.instant();
    if (event.retracts()) {
      return;
    }
    List<Recipient> waiting = event.listed();
    AudienceRef audience = event.audience();
    Page<Member> page = audience == null ? null : members(audience, null, now);
    boolean large = waiting.size() + (page == null ? 0 : page.items().size()) > AT_ONCE;
    if (large && schemas.get().hasSecrets(event.type())) {
      throw secretsForLater(event);
    }
    AcceptedEvent accepted = accepted(event, contentTag(event), 0, now);
    int position = 0;
    while (page != null) {
      page.items().forEach(member -> waiting.add(recipient(member)));
      String cursor = page.next();
      page = cursor == null || audience == null ? null : members(audience, cursor, now);
      // the rest waits for its neighbours, so that chunks are those of the real thing
      while (page != null && waiting.size() >= AT_ONCE) {
        position = rehearse(event, accepted, waiting, position, chunks);
      }
    }
    if (waiting.isEmpty() && position == 0) {
      chunks.accept(Acceptance.of(event, accepted, true, places(List.of(), audience)));
    }
    while (!waiting.isEmpty()) {
      position = rehearse(event, accepted, waiting, position, chunks);
    }
  }

  /** Takes one chunk off those who wait. */
  private static int rehearse(
      BusinessEvent event,
      AcceptedEvent accepted,
      List<Recipient> waiting,
      int first,
      Consumer<Acceptance> chunks) {
    List<Recipient> next = waiting.subList(0, Math.min(AT_ONCE, waiting.size()));
    List<Acceptance.Place> places = places(first, next);
    next.clear();
    chunks.accept(Acceptance.of(event, accepted, true, places));
    return first + places.size();
  }

  private static EventRejected secretsForLater(BusinessEvent event) {
    return new EventRejected(
        List.of(
            new Fault(
                event.audience() == null ? "/data/recipients" : "/data/audience",
                "must name at most " + AT_ONCE + " people: a secret is not kept for later")));
  }

  private String contentTag(BusinessEvent event) {
    return vault.tag("event", CanonicalJson.of(event.json()));
  }

  private AcceptedEvent accepted(
      BusinessEvent event, String contentTag, int recipients, Instant now) {
    return new AcceptedEvent(
        event.key(),
        event.source(),
        event.id(),
        event.type(),
        event.subject(),
        event.time(),
        now,
        event.deadline(),
        event.sequence(),
        event.retracts(),
        contentTag,
        schemas.get().redacted(event).toString(),
        snapshot.get(),
        recipients,
        recipients);
  }

  /** Keeps the audience as of acceptance; it is decided in chunks after the acknowledgement. */
  private void fanOut(
      BusinessEvent event,
      List<Recipient> first,
      @Nullable AudienceRef audience,
      @Nullable Page<Member> page,
      Instant now) {
    int total = first.size();
    ledger.fanOut(event.key(), 0, texts(first));
    String cursor = page == null ? null : page.next();
    while (audience != null && cursor != null) {
      Page<Member> next = members(audience, cursor, now);
      List<Recipient> more = next.items().stream().map(Intake::recipient).toList();
      ledger.fanOut(event.key(), total, texts(more));
      total += more.size();
      cursor = next.next();
    }
    ledger.addRecipients(event.key(), total);
    ledger.fanOutReady(event.key());
  }

  private static List<String> texts(List<Recipient> recipients) {
    return recipients.stream().map(recipient -> recipient.json().toString()).toList();
  }

  /**
   * The next recipients of a large audience, which nobody else gets until the transaction ends.
   *
   * @return empty when there is nothing to do
   */
  public Optional<Acceptance> nextChunk() {
    Optional<UUID> event = ledger.nextFanOut();
    if (event.isEmpty()) {
      return Optional.empty();
    }
    AcceptedEvent accepted =
        ledger
            .event(event.get())
            .orElseThrow(() -> new IllegalStateException("A fan-out without its event"));
    List<Pending> pending = ledger.pending(accepted.key(), AT_ONCE);
    ledger.done(accepted.key(), pending.stream().map(Pending::position).toList());
    ledger.decided(accepted.key(), pending.size());
    List<Acceptance.Place> places =
        pending.stream()
            .map(
                one ->
                    new Acceptance.Place(
                        one.position(), Recipient.of(json(one.recipient())), false))
            .toList();
    BusinessEvent news = stored(accepted);
    return Optional.of(
        Acceptance.of(ledger.retracted(accepted) ? retracted(news) : news, accepted, true, places));
  }

  /** What its source has taken back meanwhile is told to nobody any more. */
  private static BusinessEvent retracted(BusinessEvent event) {
    return new BusinessEvent(
        event.source(),
        event.id(),
        event.type(),
        event.time(),
        event.subject(),
        event.deadline(),
        event.notBefore(),
        event.sequence(),
        true,
        event.json());
  }

  private static BusinessEvent stored(AcceptedEvent accepted) {
    if (CloudEvents.read(json(accepted.body())) instanceof CloudEvents.Readable readable) {
      return readable.event();
    }
    throw new IllegalStateException("A stored event is not readable");
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      // the parser's message would quote what it read
      throw new IllegalStateException("Stored JSON is not readable");
    }
  }

  private Page<Member> members(AudienceRef audience, @Nullable String after, Instant now) {
    return audiences.members(
        new Audience(audience.kind(), audience.key()), after, AT_ONCE + 1, now);
  }

  private static Recipient recipient(Member member) {
    return new Recipient(
        member.phone(), null, member.name(), member.locale(), member.zone(), member.ref());
  }

  private static Recipient nobodyOf(@Nullable AudienceRef audience) {
    return new Recipient(null, null, null, null, null, audience == null ? null : audience.key());
  }
}
