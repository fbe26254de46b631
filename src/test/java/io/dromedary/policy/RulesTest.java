package io.dromedary.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.cost.Form;
import io.dromedary.person.Identifier;
import io.dromedary.template.Category;
import io.dromedary.template.Fixtures;
import io.dromedary.template.Frequency;
import io.dromedary.template.LocalizedText;
import io.dromedary.template.QuietHours;
import io.dromedary.template.SessionForm;
import io.dromedary.template.Template;
import io.dromedary.window.ServiceWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each rule alone, at its boundaries. */
class RulesTest {

  private static final Instant NOW = Instant.parse("2026-11-20T22:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final QuietHours NIGHT = QuietHours.of("22:00-07:00").orElseThrow();
  private static final Instant MORNING = Instant.parse("2026-11-21T06:00:00Z");

  @Test
  void atNightNewsWaitsForTheMorningIfItIsStillNewsThen() {
    RuleResult waits = Rules.quietHours(NIGHT, NOW, BERLIN, MORNING.plusNanos(1));
    assertThat(waits.waits()).isTrue();
    assertThat(waits.until()).isEqualTo(MORNING);
    assertThat(waits.refusal()).isEqualTo(Reason.QUIET_HOURS);

    RuleResult refuses = Rules.quietHours(NIGHT, NOW, BERLIN, MORNING);
    assertThat(refuses.waits()).isFalse();
    assertThat(refuses.refusal()).isEqualTo(Reason.QUIET_HOURS);
  }

  @Test
  void theSameInstantIsNightInBerlinAndAfternoonInNewYork() {
    assertThat(Rules.quietHours(NIGHT, NOW, BERLIN, Instant.MAX).passed()).isFalse();
    assertThat(Rules.quietHours(NIGHT, NOW, ZoneId.of("America/New_York"), Instant.MAX).passed())
        .isTrue();
  }

  @Test
  void whatTheFrequencyAllowsIsToldAndNotOneMore() {
    Frequency three = new Frequency(3, Duration.ofHours(24));
    assertThat(Rules.frequency(three, 2).passed()).isTrue();
    assertThat(Rules.frequency(three, 3).refusal()).isEqualTo(Reason.FREQUENCY_CAP);
    assertThat(Rules.frequency(null, 1_000_000).passed()).isTrue();
  }

  @Test
  void inAStormNewsWaitsUntilTheCalmAndNotALittleLonger() {
    Duration storm = Duration.ofMinutes(10);
    Instant calm = NOW.plus(storm);
    RuleResult waits = Rules.collapse(storm, NOW, calm.minusNanos(1), Instant.MAX);
    assertThat(waits.refusal()).isEqualTo(Reason.COLLAPSED);
    assertThat(waits.until()).isEqualTo(calm);
    assertThat(Rules.collapse(storm, NOW, calm, Instant.MAX).passed()).isTrue();
    assertThat(Rules.collapse(storm, null, NOW, Instant.MAX).passed()).isTrue();
    assertThat(Rules.collapse(null, NOW, NOW, Instant.MAX).passed()).isTrue();
  }

  @Test
  void whatWouldBeOldNewsAfterTheStormIsToldAtOnce() {
    Duration storm = Duration.ofMinutes(10);
    Instant calm = NOW.plus(storm);
    assertThat(Rules.collapse(storm, NOW, NOW, calm).passed()).isTrue();
    assertThat(Rules.collapse(storm, NOW, NOW, calm.plusNanos(1)).passed()).isFalse();
  }

  @Test
  void thePredecessorIsWaitedForHalfAMinuteAndNoLonger() {
    Predecessor underWay = new Predecessor(true, NOW);
    Instant patience = NOW.plusSeconds(30);
    RuleResult waits = Rules.order(true, underWay, patience.minusNanos(1));
    assertThat(waits.refusal()).isEqualTo(Reason.PREDECESSOR_UNDER_WAY);
    assertThat(waits.until()).isEqualTo(patience);
    assertThat(Rules.order(true, underWay, patience).passed()).isTrue();
    assertThat(Rules.order(false, underWay, NOW).passed()).isTrue();
    assertThat(Rules.order(true, new Predecessor(true, null), NOW).passed()).isTrue();
  }

  @Test
  void theLastPlaceOfTheTierIsGivenAndTheNextIsWaitedFor() {
    ServiceWindow never = ServiceWindow.never();
    assertThat(Rules.reach(new Reach(250, 249, false), never, NOW).passed()).isTrue();
    RuleResult waits = Rules.reach(new Reach(250, 250, false), never, NOW);
    assertThat(waits.refusal()).isEqualTo(Reason.REACH_EXHAUSTED);
    assertThat(waits.waits()).isTrue();
  }

  @Test
  void whoIsCountedAlreadyAndWhoseWindowIsOpenNeedsNoPlace() {
    assertThat(Rules.reach(new Reach(250, 250, true), ServiceWindow.never(), NOW).passed())
        .isTrue();
    ServiceWindow open = new ServiceWindow(NOW.minus(Duration.ofHours(24)).plusNanos(1));
    ServiceWindow closed = new ServiceWindow(NOW.minus(Duration.ofHours(24)));
    assertThat(Rules.reach(new Reach(250, 250, false), open, NOW).passed()).isTrue();
    assertThat(Rules.reach(new Reach(250, 250, false), closed, NOW).passed()).isFalse();
  }

  @Test
  void inTheTrialModeOnlyListedPeopleAreWrittenTo() {
    AllowList list = new AllowList(List.of(Identifier.phone("+525512345678")));
    assertThat(list.permits("+525512345678")).isTrue();
    assertThat(list.permits("+5215512345678")).as("Mexico's other form").isTrue();
    assertThat(list.permits("+525512345679")).isFalse();
    assertThat(list.permits("nonsense")).isFalse();
    assertThat(AllowList.EVERYBODY.permits("+525512345679")).isTrue();
    assertThat(Rules.allowList(false).refusal()).isEqualTo(Reason.NOT_ALLOW_LISTED);
    assertThat(Rules.allowList(true).passed()).isTrue();
  }

  @Test
  void codesGoByAuthenticationTemplatesAndNothingElseDoes() {
    Template code = Fixtures.template("one_time_code");
    Template news = Fixtures.template("flight_gate_changed");
    Template marketing =
        new Template("sale", Category.MARKETING, "en", null, news.languages(), null);
    ObjectNode withCode = JsonNodeFactory.instance.objectNode();
    withCode.putObject("data").put("code", "1");
    ObjectNode without = JsonNodeFactory.instance.objectNode();

    assertThat(Rules.category(code, "otp.requested", withCode).passed()).isTrue();
    assertThat(Rules.category(code, "login.code", withCode).passed()).isTrue();
    assertThat(Rules.category(code, "flight.gate-changed", without).refusal())
        .isEqualTo(Reason.CATEGORY_NOT_PERMITTED);
    assertThat(Rules.category(news, "otp.requested", withCode).refusal())
        .isEqualTo(Reason.CATEGORY_NOT_PERMITTED);
    assertThat(Rules.category(news, "flight.gate-changed", without).passed()).isTrue();
    assertThat(Rules.category(marketing, "flight.gate-changed", without).refusal())
        .isEqualTo(Reason.CATEGORY_NOT_PERMITTED);
  }

  @Test
  void freeFormTextLeavesAMinuteBeforeTheWindowClosesAtTheLatest() {
    Instant wrote = NOW.minus(Duration.ofHours(24)).plusSeconds(60);
    assertThat(Rules.safelyOpen(new ServiceWindow(wrote), NOW)).isFalse();
    assertThat(Rules.safelyOpen(new ServiceWindow(wrote.plusNanos(1)), NOW)).isTrue();
    assertThat(Rules.safelyOpen(ServiceWindow.never(), NOW)).isFalse();
  }

  @Test
  void theFormIsNotedWithTheWindow() {
    SessionForm session =
        new SessionForm(
            SessionForm.Preference.SESSION, new LocalizedText(Map.of("en", "News."), null));
    RuleResult form = Rules.form(new ServiceWindow(NOW), session, Form.SESSION, NOW.plusSeconds(1));
    assertThat(form.facts())
        .containsEntry("form", "session")
        .containsEntry("preference", "session")
        .containsEntry("open", "true")
        .containsEntry("closesAt", "2026-11-21T22:00:00Z");
  }

  @Test
  void everyRuleSaysWhatItHoldsAndWhereItComesFrom() {
    Set<String> words = new HashSet<>();
    for (Rule rule : Rule.values()) {
      assertThat(words.add(rule.word())).isTrue();
      assertThat(rule.says()).isNotBlank();
      assertThat(rule.source()).isNotBlank();
    }
  }
}
