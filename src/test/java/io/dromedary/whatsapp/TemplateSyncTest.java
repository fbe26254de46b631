package io.dromedary.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.template.Catalogue;
import io.dromedary.template.Category;
import io.dromedary.template.Fixtures;
import io.dromedary.template.Header;
import io.dromedary.template.InMemoryTemplateStates;
import io.dromedary.template.TemplateState;
import io.dromedary.template.TemplateStatus;
import io.dromedary.template.UsableTemplates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateSyncTest {

  private static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int ALL = 9;

  private final InMemoryTemplateStates states = new InMemoryTemplateStates();
  private final Catalogue catalogue = Fixtures.catalogue();
  private AccountStub account;

  @BeforeEach
  void openAccount() throws IOException {
    account = new AccountStub();
  }

  @AfterEach
  void closeAccount() {
    account.close();
  }

  private TemplateSync sync(boolean submit, int perHour, int pageSize) {
    return sync(submit, perHour, pageSize, TemplateHeaderExamples.placeholder());
  }

  private TemplateSync sync(
      boolean submit, int perHour, int pageSize, TemplateHeaderExamples examples) {
    return new TemplateSync(
        account.api(),
        states,
        () -> catalogue,
        examples,
        new TemplateSyncSettings(
            AccountStub.ACCOUNT, submit, perHour, pageSize, Duration.ofMinutes(10)));
  }

  private TemplateState state(String name, String language) {
    return states.find(name, language).orElseThrow();
  }

  @Test
  void whatIsMissingIsSubmittedOnce() {
    TemplateSync sync = sync(true, 100, 100);

    SyncReport first = sync.run(T0);
    SyncReport second = sync.run(T0.plus(MINUTE));

    assertThat(first.submitted()).hasSize(ALL);
    assertThat(second.submitted()).isEmpty();
    assertThat(second.clean()).isTrue();
    assertThat(account.created()).hasSize(ALL).doesNotHaveDuplicates();
    assertThat(state("payment_status", "de").status()).isEqualTo(TemplateStatus.PENDING);
    assertThat(state("payment_status", "de").metaId()).isNotNull();
    assertThat(sync.progress()).isEqualTo(new TemplateSync.Progress(ALL, ALL, 0, null));
  }

  @Test
  void withoutSubmittingNothingIsCreated() {
    SyncReport report = sync(false, 100, 100).run(T0);

    assertThat(report.waiting()).hasSize(ALL);
    assertThat(account.created()).isEmpty();
    assertThat(state("payment_status", "de").declaredCategory()).isEqualTo(Category.UTILITY);
  }

  @Test
  void approvalMakesATemplateUsable() {
    TemplateSync sync = sync(true, 100, 100);
    UsableTemplates usable = new UsableTemplates(states, false);
    sync.run(T0);
    usable.refresh();
    assertThat(usable.whyNot("payment_status", "de")).contains("template-not-approved");

    account.approveAll();
    sync.run(T0.plus(MINUTE));
    assertThat(usable.usable("payment_status", "de")).isFalse();
    usable.refresh();

    assertThat(usable.usable("payment_status", "de")).isTrue();
    assertThat(usable.status("payment_status", "xx")).isEqualTo(TemplateStatus.NOT_SUBMITTED);
    assertThat(new UsableTemplates(states, true).usable("any", "xx")).isTrue();
  }

  @Test
  void allPagesAreRead() {
    sync(true, 100, 100).run(T0);
    account.approveAll();
    int before = account.listings().size();

    SyncReport report = sync(true, 100, 4).run(T0.plus(MINUTE));

    assertThat(report.pulled()).isEqualTo(ALL);
    assertThat(account.listings().size() - before).isEqualTo(3);
    assertThat(states.all()).allMatch(state -> state.status() == TemplateStatus.APPROVED);
  }

  @Test
  void thePaceHoldsOverARollingHourAndOverARestart() {
    assertThat(sync(true, 4, 100).run(T0).submitted()).hasSize(4);
    assertThat(sync(true, 4, 100).run(T0.plus(MINUTE)).submitted()).isEmpty();
    assertThat(sync(true, 4, 100).run(T0.plusSeconds(3599)).submitted()).isEmpty();

    SyncReport next = sync(true, 4, 100).run(T0.plusSeconds(3600));
    assertThat(next.submitted()).hasSize(4);
    assertThat(next.waiting()).hasSize(1);

    assertThat(sync(true, 4, 100).run(T0.plusSeconds(7200)).submitted()).hasSize(1);
    assertThat(account.created()).hasSize(ALL).doesNotHaveDuplicates();
  }

  @Test
  void aRefusalDoesNotStopTheOthersAndIsNotRepeated() {
    account.refuse("payment_status", 100, 2388299);
    TemplateSync sync = sync(true, 100, 100);

    SyncReport first = sync.run(T0);
    SyncReport second = sync.run(T0.plus(MINUTE));

    assertThat(first.submitted()).hasSize(ALL - 2);
    assertThat(first.refused())
        .containsOnlyKeys(
            new TemplateKey("payment_status", "en"), new TemplateKey("payment_status", "de"));
    assertThat(second.refused()).hasSize(2);
    assertThat(account.created()).hasSize(ALL);
    assertThat(state("payment_status", "en").status()).isEqualTo(TemplateStatus.NOT_SUBMITTED);
    assertThat(state("payment_status", "en").reason()).contains("2388299");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 80007, 80008, 613})
  void anAccountThatAsksToSlowDownIsLeftInPeace(int code) {
    account.refuse("one_time_code", code, 0);
    TemplateSync sync = sync(true, 100, 100);

    SyncReport first = sync.run(T0);
    account.acceptAgain();
    SyncReport during = sync.run(T0.plusSeconds(599));
    SyncReport after = sync.run(T0.plusSeconds(600));

    assertThat(first.stopped()).isNotNull();
    assertThat(first.refused()).isEmpty();
    assertThat(during.submitted()).isEmpty();
    assertThat(during.stopped()).isNotNull();
    assertThat(first.submitted().size() + after.submitted().size()).isEqualTo(ALL);
    assertThat(sync.progress().pausedUntil()).isNull();
  }

  @Test
  void aRevokedTokenEndsTheRun() {
    account.refuse("flight_gate_changed", 190, 0);

    SyncReport report = sync(true, 100, 100).run(T0);

    assertThat(account.created()).hasSize(1);
    assertThat(report.stopped()).contains("190");
    assertThat(report.waiting()).hasSize(ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{\"error\":{\"code\":190}}", "{}"})
  void withoutAListingNothingChanges(String body) {
    sync(true, 100, 100).run(T0);
    List<TemplateState> before = states.all();
    account.breakListing(body);

    SyncReport report = sync(true, 100, 100).run(T0.plus(MINUTE));

    assertThat(report.stopped()).isNotNull();
    assertThat(states.all()).isEqualTo(before);
    assertThat(account.created()).hasSize(ALL);
  }

  @Test
  void aTemplateApprovedAsMarketingIsNotUsable() {
    account.put("payment_status", "en", "APPROVED", "MARKETING");
    UsableTemplates usable = new UsableTemplates(states, false);

    SyncReport report = sync(false, 100, 100).run(T0);
    usable.refresh();

    assertThat(report.categoryDrift()).containsExactly(new TemplateKey("payment_status", "en"));
    assertThat(usable.whyNot("payment_status", "en")).contains("category-drift");
  }

  @Test
  void aTemplateThatTheAccountHadElsewhereIsNotSentBeforeSomeoneConfirms() {
    UsableTemplates usable = new UsableTemplates(states, false);
    account.put("payment_status", "en", "APPROVED", "MARKETING");
    sync(false, 100, 100).run(T0);
    account.put("payment_status", "en", "APPROVED", "UTILITY");
    SyncReport report = sync(false, 100, 100).run(T0.plus(MINUTE));
    usable.refresh();

    assertThat(report.categoryDrift()).containsExactly(new TemplateKey("payment_status", "en"));
    assertThat(usable.whyNot("payment_status", "en")).contains("category-drift");
    assertThat(usable.awaitingConfirmation())
        .singleElement()
        .extracting(TemplateState::driftedAt)
        .isEqualTo(T0);

    states.update("payment_status", "en", TemplateState::confirmed);
    usable.refresh();
    assertThat(usable.usable("payment_status", "en")).isTrue();
    assertThat(usable.awaitingConfirmation()).isEmpty();
  }

  @Test
  void anotherTextInTheAccountIsReported() {
    sync(true, 100, 100).run(T0);
    assertThat(sync(true, 100, 100).run(T0.plus(MINUTE)).contentDrift()).isEmpty();

    ObjectNode body = (ObjectNode) account.stored("payment_status", "en").path("components").get(0);
    body.put("text", "Something else {{payment}} entirely.");

    assertThat(sync(true, 100, 100).run(T0.plus(MINUTE)).contentDrift())
        .containsExactly(new TemplateKey("payment_status", "en"));
  }

  @Test
  void templatesThatAreNotOursAreCountedAndLeftAlone() {
    account.put("summer_party", "en_US", "APPROVED", "MARKETING");

    SyncReport report = sync(false, 100, 100).run(T0);

    assertThat(report.foreign()).containsExactly(new TemplateKey("summer_party", "en_US"));
    assertThat(states.find("summer_party", "en_US")).isEmpty();
  }

  @Test
  void whatTheAccountLostIsSubmittedAgain() {
    TemplateSync sync = sync(true, 100, 100);
    sync.run(T0);
    account.forgetAll();

    assertThat(sync.run(T0.plusSeconds(299)).submitted()).isEmpty();
    assertThat(sync.run(T0.plusSeconds(300)).submitted()).hasSize(ALL);
  }

  @Test
  void unknownStatusWordsAreKeptAsUnknown() {
    account.put("payment_status", "en", "HIBERNATING", "UTILITY");

    sync(false, 100, 100).run(T0);

    assertThat(state("payment_status", "en").status()).isEqualTo(TemplateStatus.UNKNOWN);
    assertThat(state("payment_status", "en").reason()).isEqualTo("HIBERNATING");
  }

  @Test
  void aWebhookDuringTheRunIsNewerThanTheListing() {
    account.put("payment_status", "en", "PENDING", "UTILITY");
    states.save(
        new TemplateState(
            "payment_status",
            "en",
            "1000",
            TemplateStatus.APPROVED,
            Category.UTILITY,
            Category.UTILITY,
            null,
            null,
            T0));

    sync(false, 100, 100).run(T0.plusMillis(400));
    assertThat(state("payment_status", "en").status()).isEqualTo(TemplateStatus.APPROVED);

    sync(false, 100, 100).run(T0.plusSeconds(1));
    assertThat(state("payment_status", "en").status()).isEqualTo(TemplateStatus.PENDING);
  }

  @Test
  void anotherReplicasClaimIsRespected() {
    states.claimSubmission("payment_status", "en", T0, T0.plusSeconds(60));

    SyncReport report = sync(true, 100, 100).run(T0.plusSeconds(1));

    assertThat(report.waiting()).containsExactly(new TemplateKey("payment_status", "en"));
    assertThat(account.created()).hasSize(ALL - 1);
  }

  @Test
  void documentsWaitWithoutAnApp() {
    SyncReport report = sync(true, 100, 100, TemplateHeaderExamples.withoutApp()).run(T0);

    assertThat(report.withheld())
        .containsOnlyKeys(
            new TemplateKey("invoice_document", "en"), new TemplateKey("invoice_document", "de"));
    assertThat(report.submitted()).hasSize(ALL - 2);
    assertThat(state("invoice_document", "en").reason()).contains("app id");
  }

  @Test
  void withAnAppTheExampleIsUploadedAndItsHandleSent() {
    TemplateHeaderUploads uploads = new TemplateHeaderUploads(account.api(), account.api(), "77");

    assertThat(sync(true, 100, 100, uploads).run(T0).withheld()).isEmpty();

    assertThat(
            account
                .stored("invoice_document", "en")
                .at("/components/0/example/header_handle/0")
                .asText())
        .isEqualTo("4::aW");
    assertThat(uploads.example(new Header.Image("x")))
        .isEqualTo(new TemplateHeaderExamples.Handle("4::aW"));
  }

  @Test
  void theExampleFilesAreRealOnes() throws IOException {
    TemplateHeaderUploads uploads = new TemplateHeaderUploads(account.api(), account.api(), "77");

    uploads.example(new Header.Image("x"));
    assertThat(ImageIO.read(new ByteArrayInputStream(account.uploaded())).getRGB(0, 0))
        .isEqualTo(0xFFFFFFFF);

    uploads.example(new Header.Document("x", null));
    String pdf = new String(account.uploaded(), StandardCharsets.US_ASCII);
    int table = Integer.parseInt(pdf.replaceFirst("(?s).*startxref\\n([0-9]+)\\n.*", "$1"));
    assertThat(pdf.substring(table)).startsWith("xref\n0 4\n");
    int page = Integer.parseInt(pdf.substring(table).split("\n")[5].substring(0, 10));
    assertThat(pdf.substring(page)).startsWith("3 0 obj<</Type/Page/");
  }

  @Test
  void aFailedUploadIsAReason() {
    TemplateHeaderUploads uploads =
        new TemplateHeaderUploads(account.api(), account.api(), "no-such-app");

    assertThat(uploads.example(new Header.Document("x", null)))
        .isInstanceOf(TemplateHeaderExamples.None.class);
  }
}
