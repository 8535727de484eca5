package dev.lethe.streams.dashboard;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The system's Chromium, driven by Playwright. Owns the browser process and Playwright's driver.
 */
final class Chromium implements AutoCloseable {
  static final String PATH_VARIABLE = "LETHE_CHROMIUM";
  private static final List<String> USUAL_PATHS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  /** No sandbox, since tests run as root in containers. The others avoid network traffic. */
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Finds the browser that the environment names, otherwise the first one in a usual place. */
  static Optional<Path> find() {
    String named = System.getenv(PATH_VARIABLE);
    Stream<String> paths = named == null ? USUAL_PATHS.stream() : Stream.of(named);
    return paths.map(Path::of).filter(Files::isExecutable).findFirst();
  }

  static Chromium launch(Path executable) {
    // Otherwise Playwright would download its own browsers.
    var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    try {
      var options =
          new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS);
      return new Chromium(playwright, playwright.chromium().launch(options));
    } catch (RuntimeException e) {
      playwright.close();
      throw e;
    }
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
