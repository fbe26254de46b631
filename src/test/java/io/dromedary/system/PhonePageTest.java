package io.dromedary.system;

import static io.dromedary.system.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dromedary.testing.Chromium;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/**
 * What people see in a browser while the sample systems play: the phone of one of the cast, and the
 * hub's own page. With {@code -Ddromedary.docs=true} it takes the readme's picture, too.
 */
class PhonePageTest {

  private static final Path PICTURES = Path.of("target/screenshots");
  private static final String EDWARD = "+442079460142";
  private static final String ARRIVED =
      ".bubble:last-child .tick.delivered, .bubble:last-child .tick.read";
  private static final String STOP = "Stop ticket messages";

  private static RunningHub hub;
  @TempDir private Path profile;
  private ChromeDriver browser;

  @BeforeAll
  static void start() throws IOException {
    Chromium.assumePresent();
    Files.createDirectories(PICTURES);
    hub = RunningHub.embedded("dromedary.samples=true", "dromedary.samples-pace=50ms");
    namePhones();
  }

  @AfterAll
  static void stop() {
    if (hub != null) {
      hub.close();
    }
  }

  @BeforeEach
  void open() {
    browser = Chromium.start(profile);
    Chromium.dark(browser, false);
  }

  @AfterEach
  void quit() throws IOException {
    picture("last.png");
    browser.quit();
  }

  @Test
  void aPersonReadsWhatTheSystemsToldWritesAndStopsATopicWithAButton() throws IOException {
    await("the first round", () -> hub.ofType("invoice.overdue").size() > 0);
    await("a delay", () -> arrived("flight.delayed") >= 1);
    await("a code", () -> arrived("otp.requested") >= 1);
    Chromium.size(browser, 1280, 800);
    browser.get(hub.sandboxUrl());
    select("Edward Sample");
    await("texts in English", () -> texts(".theirs .b-title").toString().contains("Gate change"));
    assertThat(texts(".theirs .b-body").toString())
        .contains("The departure gate of your flight", "verification code");
    // which act was the last one depends on how fast the machine is
    assertThat(texts(".phone-last").toString())
        .containsAnyOf("flight", "Flug", "vol", "invoice", "Rechnung", "facture", "code");
    await("a window that is closed", () -> text("#window").contains("closed"));

    String ticket = ticketFor(EDWARD);
    await("the ticket", () -> texts(".theirs .b-file strong").contains("Ticket.pdf"));
    invoiceFor(EDWARD);
    await("the invoice", () -> texts(".theirs .b-file strong").contains("Invoice.pdf"));
    write("Stop billing");
    await("what was written", () -> texts(".mine .b-body").contains("Stop billing"));
    await("the hub's confirmation", () -> isConfirmed("billing"));
    await("a window that is open", () -> text("#window").contains("open until"));
    await("ticks", () -> browser.findElements(By.cssSelector(ARRIVED)).size() == 1);
    picture("phone.png");
    if (Boolean.getBoolean("dromedary.docs")) {
      Files.copy(
          PICTURES.resolve("phone.png"),
          Path.of("docs/phone.png"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(standing("billing")).isEqualTo("withdrawn");

    tap(STOP);
    await("the hub's second confirmation", () -> isConfirmed("tickets"));
    await("the withdrawal", () -> standing("tickets").equals("withdrawn"));
    assertThat(hub.await(ticket, "DELIVERED", "READ").path("template").asText())
        .isEqualTo("ticket_issued_document");
    JsonNode next = hub.notification(ticketFor(EDWARD));
    assertThat(next.path("state").asText()).isEqualTo("SUPPRESSED");
    assertThat(next.path("reason").asText()).isEqualTo("consent-withdrawn");
    assertThat(standing("flights")).isNotEqualTo("withdrawn");
  }

  @Test
  void theHubsOwnPageTellsItsStateAndWhyEachNotificationWasSentOrNot() throws IOException {
    await("somebody who never agreed", PhonePageTest::somebodyNeverAgreed);
    Chromium.size(browser, 1280, 800);
    browser.get(hub.url());
    await(
        "its state",
        () -> texts("#state dd").containsAll(List.of("ready", "connected", "sending")));
    assertThat(browser.findElement(By.id("phone")).getDomProperty("href"))
        .isEqualTo(hub.sandboxUrl() + "/");
    assertThat(browser.findElement(By.id("problems")).isDisplayed()).isFalse();
    await("notifications", () -> texts(".row .chip").contains("suppressed"));
    assertThat(browser.findElement(By.id("key-form")).isDisplayed()).isFalse();

    // a row that has gone down a place is still the same row
    await(
        "a row that opens with Enter",
        () -> {
          WebElement button =
              browser.findElement(By.xpath("//tr[contains(., 'no-consent')]//button"));
          if ("false".equals(button.getDomAttribute("aria-expanded"))) {
            button.sendKeys(Keys.ENTER);
          }
          return !texts(".more .no").isEmpty() && !texts(".more ol li").isEmpty();
        });
    assertThat(texts(".more li").toString()).contains("recipient-known");
    assertThat(text("body")).doesNotContain("Sample").doesNotContain("2079460142");
    picture("console-open.png");
    ((JavascriptExecutor) browser).executeScript("window.scrollTo(0, 0)");
    picture("console.png");

    Chromium.dark(browser, true);
    picture("console-dark.png");
    Chromium.dark(browser, false);
    Chromium.size(browser, 390, 844);
    assertThat(
            ((JavascriptExecutor) browser)
                .executeScript(
                    "window.scrollTo(0, 0); const page = document.documentElement;"
                        + " return page.scrollWidth <= page.clientWidth"))
        .as("nothing is wider than a phone")
        .isEqualTo(true);
    picture("console-390.png");
  }

  private boolean isConfirmed(String topic) {
    return texts(".theirs .b-body").toString().contains("more messages from us about: " + topic);
  }

  /** With a document; the notification's id. */
  private static String ticketFor(String phone) {
    Instant start = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(2900));
    return told(
        phone,
        "ticket.issued",
        """
        "ticketId":"T-55021","event":"Open-air concert","startsAt":"%s",
        "venue":"Arena Sampleton, gate 4","conditions":"Doors open at 18:30",
        "documentUrl":"https://www.example.com/tickets/T-55021.pdf"
        """
            .formatted(start));
  }

  private static String invoiceFor(String phone) {
    return told(
        phone,
        "invoice.issued",
        """
        "invoiceId":"2027-0108","amount":{"amount":"48.50","currency":"GBP"},"dueDate":"%s",
        "documentUrl":"https://www.example.com/invoices/2027-0108.pdf"
        """
            .formatted(LocalDate.now(ZoneOffset.UTC).plusDays(14)));
  }

  private static String told(String phone, String type, String data) {
    String id = UUID.randomUUID().toString();
    HttpResponse<String> answer =
        hub.event(
            """
            {"specversion":"1.0","id":"%s","source":"/ticketing","type":"%s","time":"%s",
             "subject":"%s","datacontenttype":"application/json",
             "data":{%s,"recipient":{"phone":"%s","locale":"en-GB","zone":"Europe/London"}}}
            """
                .formatted(id, type, Instant.now(), id, data, phone));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return json(answer).path("notifications").path(0).path("id").asText();
  }

  private static String standing(String topic) {
    JsonNode current = json(hub.get("/api/consents/" + EDWARD)).path("current");
    return current.path(topic).path("state").asText();
  }

  private static long arrived(String type) {
    long count = 0;
    for (JsonNode one : hub.ofType(type)) {
      count += List.of("DELIVERED", "READ").contains(one.path("state").asText()) ? 1 : 0;
    }
    return count;
  }

  private static boolean somebodyNeverAgreed() {
    return json(hub.get("/api/notifications?state=SUPPRESSED"))
        .path("notifications")
        .findValuesAsText("reason")
        .contains("no-consent");
  }

  /** The sandbox knows numbers only: whose phones these are. */
  private static void namePhones() throws IOException {
    try (InputStream cast = PhonePageTest.class.getResourceAsStream("/samples/people.yaml")) {
      for (JsonNode person : new YAMLMapper().readTree(cast).path("people")) {
        ObjectNode phone = RunningHub.JSON.createObjectNode();
        phone.put("number", person.path("phone").asText());
        phone.put("name", person.path("name").asText());
        String path = hub.sandboxUrl() + "/_sandbox/phones";
        assertThat(hub.post(path, "application/json", phone.toString()).statusCode())
            .isEqualTo(200);
      }
    }
  }

  /** With the keyboard alone: down from the search field, Enter. */
  private void select(String name) {
    await("the list", () -> texts(".phone strong").contains(name));
    browser.findElement(By.id("search")).sendKeys(name);
    await("the one who was looked for", () -> texts(".phone strong").equals(List.of(name)));
    // the list is drawn anew whenever somebody gets a message
    await(
        "the conversation",
        () -> {
          browser.findElement(By.id("search")).sendKeys(Keys.ARROW_DOWN);
          new Actions(browser).sendKeys(Keys.ENTER).perform();
          return texts("#details h2").equals(List.of(name));
        });
    WebElement search = browser.findElement(By.id("search"));
    search.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
    await("the whole list", () -> texts(".phone strong").size() > 5);
  }

  private void write(String text) {
    browser.findElement(By.id("text")).sendKeys(text, Keys.ENTER);
  }

  /** A redraw may take the button away between finding and clicking it. */
  private void tap(String label) {
    await(
        "a button to tap",
        () -> {
          for (WebElement button : browser.findElements(By.cssSelector("button.b-button"))) {
            if (button.getText().equals(label)) {
              // away from the header, which would take the click
              browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", button);
              button.click();
              return true;
            }
          }
          return false;
        });
  }

  private void picture(String name) throws IOException {
    Files.write(PICTURES.resolve(name), browser.getScreenshotAs(OutputType.BYTES));
  }

  private String text(String selector) {
    return texts(selector).get(0);
  }

  private List<String> texts(String selector) {
    return Chromium.texts(browser, selector);
  }

  private static void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what)
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsMatching(
            gone ->
                gone instanceof StaleElementReferenceException
                    || gone instanceof ElementClickInterceptedException)
        .until(condition);
  }
}
