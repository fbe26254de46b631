package io.dromedary.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.consent.ConsentLedger;
import io.dromedary.consent.jdbc.JdbcConsentLedger;
import io.dromedary.jdbc.Transactions;
import io.dromedary.person.Audience;
import io.dromedary.person.Audiences;
import io.dromedary.person.Identifier;
import io.dromedary.person.Member;
import io.dromedary.person.People;
import io.dromedary.person.PersonId;
import io.dromedary.person.jdbc.JdbcAudiences;
import io.dromedary.person.jdbc.JdbcPeople;
import io.dromedary.testing.Database;
import io.dromedary.testing.PersonalTrace;
import io.dromedary.testing.Vaults;
import io.dromedary.window.Windows;
import io.dromedary.window.jdbc.JdbcWindows;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(Lifecycle.PER_CLASS)
abstract class ApiContract {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final DataSource dataSource;
  private final Database database;
  private final People people;
  private final Audiences audiences;
  private final Windows windows;
  private final ConsentLedger ledger;
  private final ConsentApi consentApi;
  private final AudienceApi audienceApi;
  private final PeopleApi peopleApi;

  ApiContract(DataSource dataSource) {
    this.dataSource = dataSource;
    database = new Database(dataSource);
    people = new JdbcPeople(database.jdbc(), Vaults.vault());
    audiences = new JdbcAudiences(database.jdbc(), Vaults.vault());
    windows = new JdbcWindows(database.jdbc());
    ledger = new JdbcConsentLedger(database.jdbc(), Vaults.vault());
    Transactions transactions =
        new Transactions() {
          @Override
          public <T> T call(Supplier<T> work) {
            return database.inTransaction(work);
          }
        };
    InstantSource clock = InstantSource.fixed(NOW);
    consentApi = new ConsentApi(people, ledger, transactions, clock, null);
    audienceApi = new AudienceApi(audiences, transactions, clock, "DE");
    peopleApi =
        new PeopleApi(
            people,
            List.of(
                PeopleApiHolders.consents(ledger),
                PeopleApiHolders.audiences(audiences),
                PeopleApiHolders.windows(windows)),
            transactions,
            null);
  }

  @Test
  void aGrantIsAnsweredWithItsEntryAndHashAndAMaskedNumber() {
    String phone = phone();

    Answer answer = consentApi.put(grant(phone));

    assertThat(answer.status()).isEqualTo(200);
    JsonNode body = body(answer);
    assertThat(body.path("person").asText()).startsWith("+49•").doesNotContain(phone);
    assertThat(body.path("hash").asText()).matches("[0-9a-f]{64}");
    assertThat(body.path("number").asInt()).isEqualTo(1);
    assertThat(body.path("state").asText()).isEqualTo("granted");
    assertThat(body.path("topics").get(0).asText()).isEqualTo("flights");
    assertThat(body.path("recordedAt").asText()).isEqualTo("2026-11-20T10:00:00Z");
    assertThat(body.toString()).doesNotContain(phone.substring(1));
  }

  @Test
  void theSameAgainAddsNothing() {
    String phone = phone();

    assertThat(consentApi.put(grant(phone))).isEqualTo(consentApi.put(grant(phone)));
    assertThat(entries(phone)).hasSize(1);
  }

  @Test
  void aWithdrawalIsTakenWithoutFormalities() {
    String phone = phone();
    consentApi.put(grant(phone));

    ObjectNode withdrawal = JSON.createObjectNode();
    withdrawal.putObject("person").put("phone", phone);
    withdrawal.putArray("topics").add("*");
    withdrawal.put("state", "withdrawn");
    consentApi.put(withdrawal);

    JsonNode shown = body(consentApi.get(phone, null));
    assertThat(shown.at("/current/*/state").asText()).isEqualTo("withdrawn");
    assertThat(shown.at("/entries/1/channel").asText()).isEqualTo("api");
    assertThat(shown.path("chainIntact").asBoolean()).isTrue();
  }

  @Test
  void aPersonIsShownUnderAnyIdentifierAndAnyEncoding() {
    String phone = phone();
    ObjectNode grant = grant(phone);
    ((ObjectNode) grant.path("person")).put("userId", "DE." + phone.substring(1) + "7");
    consentApi.put(grant);

    JsonNode shown = body(consentApi.get(phone, null));
    for (String identifier :
        List.of(
            "%2B" + phone.substring(1),
            phone.substring(1),
            "DE." + phone.substring(1) + "7",
            phone.substring(0, 3) + "%20" + phone.substring(3))) {
      assertThat(body(consentApi.get(identifier, null)).path("entries"))
          .isEqualTo(shown.path("entries"));
    }
  }

  @Test
  void anEarlierInstantShowsWhatWasRecordedUntilThen() {
    String phone = phone();
    consentApi.put(grant(phone));

    assertThat(body(consentApi.get(phone, "2026-11-20T11:00:00+01:00")).path("entries")).hasSize(1);
    assertThat(body(consentApi.get(phone, "2026-11-20T09:59:59.999Z")).path("entries")).isEmpty();
    assertThat(refusal(() -> consentApi.get(phone, "yesterday")).errors())
        .extracting(Problem.Error::pointer)
        .containsExactly("?at");
  }

  @Test
  void whoIsNotKnownIsNotFound() {
    assertThat(refusal(() -> consentApi.get(phone(), null)).status()).isEqualTo(404);
    assertThat(refusal(() -> consentApi.get("Ada", null)).status()).isEqualTo(422);
    assertThat(refusal(() -> consentApi.get("%2", null)).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/person/phone  | \"123\"                     | /person/phone",
        "/person/phone  | 4915112345678               | /person/phone",
        "/person/waId   | \"+4915112345678\"          | /person/waId",
        "/person/userId | \"4915112345678\"           | /person/userId",
        "/person        | {}                          | /person",
        "/person        | \"Ada\"                     | /person",
        "/topics        | []                          | /topics",
        "/topics        | \"flights\"                 | /topics",
        "/topics        | [\"flights\",\"Not one\"]   | /topics/1",
        "/topics        | [7]                         | /topics/0",
        "/state         | \"maybe\"                   | /state",
        "/state         | null                        | /state",
        "/business      | null                        | /business",
        "/business      | \" \"                       | /business",
        "/wording       | null                        | /wording",
        "/wording       | \"a\\u0000b\"               | /wording",
        "/business      | \"a\\ud800b\"               | /business",
        "/evidence      | {\"form\":1}                | /evidence",
        "/at            | \"2026-11-20\"              | /at",
        "/at            | \"2026-11-20T10:00:00\"     | /at",
        "/at            | \"2026-11-20T10:05:00.001Z\"| /at",
        "/at            | \"1969-12-31T23:59:59Z\"    | /at",
        "/at            | 17                          | /at",
      })
  void whatIsWrongInAGrantIsPointedAt(String pointer, String content, String error)
      throws Exception {
    ObjectNode grant = grant(phone());
    String parent = pointer.substring(0, pointer.lastIndexOf('/'));
    ((ObjectNode) grant.at(parent))
        .set(pointer.substring(pointer.lastIndexOf('/') + 1), JSON.readTree(content));

    Problem problem = refusal(() -> consentApi.put(grant));

    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.type()).isEqualTo("https://dromedary.io/problems/invalid-consent");
    assertThat(problem.errors()).extracting(Problem.Error::pointer).contains(error);
    assertThat(problem.toJson().toString()).doesNotContain("4915112345678");
  }

  @Test
  void aClockALittleAheadIsForgiven() {
    ObjectNode grant = grant(phone()).put("at", "2026-11-20T10:05:00Z");

    assertThat(consentApi.put(grant).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[]", "7", "null", "\"text\""})
  void aBodyThatIsNoObjectIsRefused(String body) throws Exception {
    JsonNode json = JSON.readTree(body);

    assertThat(refusal(() -> consentApi.put(json)).errors().get(0).pointer()).isEmpty();
  }

  @Test
  void everythingWrongIsSaidAtOnce() throws Exception {
    JsonNode empty = JSON.readTree("{}");

    assertThat(refusal(() -> consentApi.put(empty)).errors())
        .extracting(Problem.Error::pointer)
        .contains("/person", "/topics", "/state");
  }

  @Test
  void identifiersOfDifferentPersonsAreNotMixed() {
    String one = phone();
    String two = phone();
    consentApi.put(grant(one));
    consentApi.put(grant(two));
    ObjectNode mixed = grant(one);
    ((ObjectNode) mixed.path("person")).put("waId", two.substring(1));

    assertThat(refusal(() -> consentApi.put(mixed)).status()).isEqualTo(409);
    assertThat(entries(one)).hasSize(1);
  }

  @Test
  void anAudienceIsReplacedAsAWhole() throws Exception {
    Audience audience = new Audience("flight", "LH438/" + phone());
    String key = audience.key().replace("/", "%2F");

    audienceApi.put("flight", key, null, members("a", "b"));
    Answer answer = audienceApi.put("flight", key, "2026-11-21T00:00:00Z", members("b", "c/d"));

    assertThat(body(answer).path("members").asInt()).isEqualTo(2);
    assertThat(body(answer).at("/audience/key").asText()).isEqualTo(audience.key());
    assertThat(refs(audience, NOW)).containsExactly("b", "c/d");
    assertThat(refs(audience, Instant.parse("2026-11-21T00:00:00Z"))).isEmpty();
    assertThat(audienceApi.delete("flight", key, "c%2Fd").status()).isEqualTo(204);
    assertThat(refusal(() -> audienceApi.delete("flight", key, "c%2Fd")).status()).isEqualTo(404);
    assertThat(refs(audience, NOW)).containsExactly("b");
  }

  @Test
  void nationalNumbersBelongToTheDefaultCountry() throws Exception {
    Audience audience = new Audience("order", phone());
    audienceApi.put(
        "order",
        audience.key(),
        null,
        JSON.readTree("[{'ref':'a','phone':'0151 12345678'}]".replace('\'', '"')));

    assertThat(audiences.members(audience, null, 9, NOW).items().get(0).phone())
        .isEqualTo("+4915112345678");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                                  | ``",
        "[{'phone':'+4915112345678'}]                                        | /0/ref",
        "[{'ref':' ','phone':'+4915112345678'}]                              | /0/ref",
        "[{'ref':'a'}]                                                       | /0/phone",
        "[{'ref':'a','phone':'+4915112345678'},{'ref':'b','phone':'+49 1'}]  | /1/phone",
        "[{'ref':'a','phone':'+4915112345678'},{'ref':'a','phone':'+4915112345678'}] | /1/ref",
        "[7]                                                                 | /0",
        "[{'ref':7,'phone':'+4915112345678'}]                                | /0/ref",
        "[{'ref':'a','phone':'+4915112345678','locale':'deutsch!'}]          | /0/locale",
        "[{'ref':'a','phone':'+4915112345678','zone':'Mars/Base'}]           | /0/zone",
        "[{'ref':'a','phone':'+4915112345678','data':[]}]                    | /0/data",
        "[{'ref':'a','phone':'+4915112345678','name':{}}]                    | /0/name",
      })
  void whatIsWrongInAListIsPointedAt(String list, String pointer) throws Exception {
    JsonNode members = JSON.readTree(list.replace('\'', '"'));

    Problem problem = refusal(() -> audienceApi.put("flight", "LH1", null, members));

    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.errors()).extracting(Problem.Error::pointer).containsExactly(pointer);
    assertThat(refs(new Audience("flight", "LH1"), NOW)).isEmpty();
  }

  @Test
  void kindKeyAndExpiryAreChecked() {
    JsonNode none = JSON.createArrayNode();

    assertThat(refusal(() -> audienceApi.put(" ", "%20", "now", none)).errors())
        .extracting(Problem.Error::pointer)
        .containsExactly("{kind}", "{key}", "?expires");
    assertThat(refusal(() -> audienceApi.put("k".repeat(65), "k".repeat(201), null, none)).errors())
        .hasSize(2);
    assertThat(audienceApi.put("k".repeat(64), "k".repeat(200), null, none).status())
        .isEqualTo(200);
    assertThat(refusal(() -> audienceApi.put("k", "k", "2026-11-20T10:00:00Z", none)).errors())
        .extracting(Problem.Error::reason)
        .containsExactly("lies in the past");
    assertThat(audienceApi.put("k", "k", "2026-11-20T10:00:00.001Z", none).status()).isEqualTo(200);
  }

  @Test
  void aListHasAtMostAHundredThousandMembers() {
    ArrayNode tooMany = JSON.createArrayNode();
    for (int i = 0; i <= MembersRequest.MOST_MEMBERS; i++) {
      tooMany.add(0);
    }

    assertThat(refusal(() -> audienceApi.put("k", "k", null, tooMany)).errors())
        .singleElement()
        .extracting(Problem.Error::reason)
        .asString()
        .contains("CSV");
    tooMany.remove(0);
    assertThat(refusal(() -> audienceApi.put("k", "k", null, tooMany)).errors()).hasSize(100);
  }

  @Test
  void nothingPersonalIsReadableInAnyColumn() throws Exception {
    everythingAbout("+4915155554444", "DE.777888999");

    assertThat(
            PersonalTrace.find(
                dataSource,
                "15155554444",
                "DE.777888999",
                "Grace",
                "Hopper",
                "grace@example.com",
                "23C",
                "agree to"))
        .isEmpty();
    assertThat(PersonalTrace.find(dataSource, "LH777/"))
        .as("the search does find what is in clear")
        .isNotEmpty();
  }

  @Test
  void theExportHoldsEverythingInClear() throws Exception {
    everythingAbout("+4915155553333", "DE.666");

    JsonNode export = body(peopleApi.export("+4915155553333"));

    assertThat(export.at("/identifiers")).hasSize(2);
    assertThat(export.at("/consents/0/evidence").asText()).contains("grace@example.com");
    assertThat(export.at("/audiences/0/name").asText()).isEqualTo("Grace Hopper");
    assertThat(export.at("/audiences/0/data/seat").asText()).isEqualTo("23C");
    assertThat(export.at("/windows/106540352242922").asText()).isEqualTo("2026-11-20T10:00:00Z");
  }

  @Test
  void whoIsErasedIsUnknownAndTheChainStaysVerifiable() throws Exception {
    PersonId person = everythingAbout("+4915155552222", "DE.555");

    assertThat(peopleApi.erase("%2B4915155552222").status()).isEqualTo(204);

    assertThat(refusal(() -> peopleApi.export("+4915155552222")).status()).isEqualTo(404);
    assertThat(refusal(() -> peopleApi.export("DE.555")).status()).isEqualTo(404);
    assertThat(refusal(() -> peopleApi.erase("+4915155552222")).status()).isEqualTo(404);
    assertThat(audiences.listings(Identifier.phone("+4915155552222"))).isEmpty();
    assertThat(windows.all(person)).isEmpty();
    assertThat(ledger.verify(person).isIntact()).isTrue();
    assertThat(ledger.history(person))
        .hasSize(1)
        .allMatch(entry -> entry.erased() && entry.evidence() == null);
    assertThat(people.resolve(Identifier.phone("+4915155552222"))).isNotEqualTo(person);
  }

  private PersonId everythingAbout(String phone, String userId) throws Exception {
    ObjectNode grant = grant(phone);
    ((ObjectNode) grant.path("person")).put("userId", userId);
    grant.put("wording", "I, Grace Hopper, agree to messages");
    grant.put("evidence", "grace@example.com");
    consentApi.put(grant);
    audienceApi.put(
        "flight",
        "LH777%2F" + userId.length(),
        null,
        JSON.readTree(
            "[{'ref':'PAX','phone':'%s','name':'Grace Hopper','data':{'seat':'23C'}}]"
                .formatted(phone)
                .replace('\'', '"')));
    PersonId person = people.find(Identifier.phone(phone)).orElseThrow();
    windows.opened(person, "106540352242922", NOW);
    return person;
  }

  private static ObjectNode grant(String phone) {
    ObjectNode grant = JSON.createObjectNode();
    grant.putObject("person").put("phone", phone);
    grant.putArray("topics").add("flights");
    return grant
        .put("state", "granted")
        .put("at", "2026-11-20T09:30:00Z")
        .put("channel", "checkout")
        .put("wording", "I want to be told about my flights on WhatsApp")
        .put("wordingVersion", "3/en")
        .put("business", "Example Air")
        .put("evidence", "form 4711");
  }

  private static JsonNode members(String... refs) {
    ArrayNode members = JSON.createArrayNode();
    for (String ref : refs) {
      members.addObject().put("ref", ref).put("phone", "+4915112345678");
    }
    return members;
  }

  private List<String> refs(Audience audience, Instant now) {
    return audiences.members(audience, null, 100, now).items().stream().map(Member::ref).toList();
  }

  private List<JsonNode> entries(String phone) {
    return StreamSupport.stream(
            body(consentApi.get(phone, null)).path("entries").spliterator(), false)
        .toList();
  }

  private static JsonNode body(Answer answer) {
    assertThat(answer.body()).isNotNull();
    return answer.body();
  }

  private static Problem refusal(ThrowingCallable call) {
    ProblemException refused = catchThrowableOfType(ProblemException.class, call);
    assertThat(refused).isNotNull();
    return refused.problem();
  }

  private static String phone() {
    return "+49151" + ThreadLocalRandom.current().nextLong(10_000_000, 99_999_999);
  }
}
