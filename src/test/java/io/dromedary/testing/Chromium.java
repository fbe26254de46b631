package io.dromedary.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The system's browser, without a window. */
public final class Chromium {

  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private Chromium() {}

  /** Skips the test where the system has no browser with its driver. */
  public static void assumePresent() {
    assumeTrue(Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER), "no system Chromium");
  }

  /** A new one that keeps everything in this folder. */
  public static ChromeDriver start(Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER.toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--lang=en-GB",
        "--window-size=1280,800",
        "--user-data-dir=" + profile);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .build();
    return new ChromeDriver(service, options);
  }

  /** What the page has, whatever the window: a window has a smallest width, and a frame. */
  public static void size(ChromeDriver browser, int width, int height) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Whether pages are asked to be dark. */
  public static void dark(ChromeDriver browser, boolean dark) {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            java.util.List.of(
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /**
   * The visible texts of all elements of a selector, read at one instant: a page that draws itself
   * anew takes none of them away meanwhile.
   */
  @SuppressWarnings("unchecked")
  public static List<String> texts(JavascriptExecutor browser, String selector) {
    return (List<String>)
        Objects.requireNonNull(
            browser.executeScript(
                "return [...document.querySelectorAll(arguments[0])]"
                    + ".map(one => one.innerText.trim())",
                selector));
  }
}
