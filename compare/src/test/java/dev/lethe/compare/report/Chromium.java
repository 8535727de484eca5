package dev.lethe.compare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The system's Chromium, driven by Playwright; one browser per test class. Tests are skipped
 * without a browser, unless the environment has {@code LETHE_BROWSER=required}.
 */
final class Chromium implements BeforeAllCallback, AfterAllCallback {
  private static final String PATH_VARIABLE = "LETHE_CHROMIUM";
  private static final List<String> USUAL_PATHS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  private Playwright playwright;
  private Browser browser;

  @Override
  public void beforeAll(ExtensionContext context) {
    Optional<Path> executable = find();
    String missing = "browser: got none, expected Chromium in a usual place or in " + PATH_VARIABLE;
    if ("required".equals(System.getenv("LETHE_BROWSER"))) {
      assertThat(executable).as(missing).isPresent();
    }
    assumeTrue(executable.isPresent(), missing);
    // Otherwise Playwright would download its own browsers.
    var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    // No sandbox, since tests run as root in containers.
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable.orElseThrow())
                    .setArgs(List.of("--no-sandbox", "--disable-gpu", "--no-first-run")));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (playwright != null) {
      playwright.close();
    }
  }

  ReportPage open(Path report, int width, int height) {
    return new ReportPage(browser, report, width, height);
  }

  private static Optional<Path> find() {
    String named = System.getenv(PATH_VARIABLE);
    Stream<String> paths = named == null ? USUAL_PATHS.stream() : Stream.of(named);
    return paths.map(Path::of).filter(Files::isExecutable).findFirst();
  }
}
