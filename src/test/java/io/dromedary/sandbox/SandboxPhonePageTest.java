package io.dromedary.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dromedary.testing.Chromium;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The phone page in a real browser; skipped where the system has none. */
class SandboxPhonePageTest {

  @TempDir private Path profile;
  private SandboxWorld world;
  private WebDriver browser;

  @BeforeEach
  void start() {
    Chromium.assumePresent();
    world = new SandboxWorld();
    world.approved("templates/gate.json");
    browser = Chromium.start(profile);
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.quit();
    }
    if (world != null) {
      world.close();
    }
  }

  @Test
  void aPersonSeesATemplateTapsAQuickReplyAndWritesBack() {
    browser.get(world.sandbox.pageUrl());
    sendGate("Ada <img src=x onerror=alert(1)>");
    // the page is told of it and shows it without a reload
    await().until(() -> texts(".phone strong").contains("+49 1512 5550101"));
    await()
        .ignoreException(StaleElementReferenceException.class)
        .until(
            () -> {
              browser.findElement(By.cssSelector(".phone")).click();
              return true;
            });
    await().until(() -> texts(".bubble .b-title").equals(List.of("Flight DR 204")));
    assertThat(texts(".bubble .b-body").get(0)).contains("Ada <img src=x onerror=alert(1)>");
    assertThat(browser.findElements(By.cssSelector(".bubble .b-body img"))).isEmpty();
    assertThat(texts(".bubble .b-body strong")).containsExactly("B7");
    assertThat(browser.findElement(By.id("window")).getText()).contains("closed");

    tap("I know the way");
    await().until(() -> world.receiver.inbound().size() == 1);
    assertThat(world.receiver.inbound().get(0).at("/button/text").asText())
        .isEqualTo("I know the way");
    await().until(() -> browser.findElement(By.id("window")).getText().contains("open until"));

    browser.findElement(By.id("text")).sendKeys("STOP", Keys.ENTER);
    await().until(() -> world.receiver.inbound().size() == 2);
    assertThat(world.receiver.inbound().get(1).at("/text/body").asText()).isEqualTo("STOP");
    await().until(() -> texts(".bubble.mine .b-body").equals(List.of("I know the way", "STOP")));
    await().until(() -> !browser.findElements(By.cssSelector(".theirs .tick.read")).isEmpty());
  }

  @Test
  void theListIsUsedWithTheKeyboardAlone() {
    world.control.post("/phones", "{\"number\":\"+4915125550101\",\"name\":\"Ada\"}");
    world.control.post("/phones", "{\"number\":\"+4915125550102\",\"name\":\"Ben\"}");
    browser.get(world.sandbox.pageUrl());
    await().until(() -> texts(".phone strong").equals(List.of("Ben", "Ada")));
    browser.findElement(By.id("search")).sendKeys(Keys.ARROW_DOWN);
    await().until(() -> focused().startsWith("Ben"));
    press(Keys.ARROW_DOWN);
    await().until(() -> focused().startsWith("Ada"));
    press(Keys.ENTER);
    await().until(() -> texts("#details h2").equals(List.of("Ada")));
    await().until(() -> "text".equals(browser.switchTo().activeElement().getDomAttribute("id")));
  }

  /** To whatever has the focus, as a keyboard does. */
  private void press(Keys key) {
    new Actions(browser).sendKeys(key).perform();
  }

  private String focused() {
    return String.valueOf(
        ((JavascriptExecutor) browser)
            .executeScript(
                "return document.activeElement.querySelector('strong')?.textContent ?? ''"));
  }

  @Test
  void theTemplatesAreListedWithStatusCategoryAndLanguage() {
    browser.get(world.sandbox.pageUrl());
    browser.findElement(By.id("tab-templates")).click();
    await().until(() -> texts(".template-name").equals(List.of("gate_changed")));
    assertThat(texts(".template .chip")).containsExactly("en", "utility", "approved");
  }

  private void sendGate(String passenger) {
    Requests.Answer answer =
        world.sendTemplate(
            "+4915125550101",
            "gate_changed",
            "en",
            "[{\"type\":\"header\",\"parameters\":[{\"type\":\"text\",\"parameter_name\":\"flight\","
                + "\"text\":\"DR 204\"}]},{\"type\":\"body\",\"parameters\":[{\"type\":\"text\","
                + "\"parameter_name\":\"passenger\",\"text\":\""
                + passenger
                + "\"},{\"type\":\"text\",\"parameter_name\":\"gate\",\"text\":\"B7\"}]},"
                + "{\"type\":\"button\",\"sub_type\":\"url\",\"index\":2,\"parameters\":[{\"type\":"
                + "\"text\",\"text\":\"b7\"}]}]");
    assertThat(answer.http()).isEqualTo(200);
  }

  /** A redraw may take the button away between finding and clicking it. */
  private void tap(String label) {
    await()
        .atMost(Duration.ofSeconds(10))
        .ignoreException(StaleElementReferenceException.class)
        .until(
            () -> {
              for (WebElement button : browser.findElements(By.cssSelector("button.b-button"))) {
                if (button.getText().equals(label)) {
                  button.click();
                  return true;
                }
              }
              return false;
            });
  }

  private List<String> texts(String selector) {
    return Chromium.texts((JavascriptExecutor) browser, selector);
  }
}
