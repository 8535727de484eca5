package dev.lethe.streams.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ViewportSize;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An open dashboard with its own browser profile. Finds parts of the page, and records requests,
 * console errors and uncaught exceptions.
 */
final class DashboardPage implements AutoCloseable {
  private static final String PIXELS_OF_COLOUR =
      """
      (canvas, {red, green, blue}) => {
        const all = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        let found = 0;
        for (let i = 0; i < all.length; i += 4) {
          if (all[i] === red && all[i + 1] === green && all[i + 2] === blue) found++;
        }
        return found;
      }
      """;

  private final BrowserContext context;
  private final Page page;
  private final List<String> consoleErrors = new ArrayList<>();
  private final List<String> thrown = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();

  DashboardPage(Browser browser, int width, int height) {
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setReducedMotion(ReducedMotion.REDUCE));
    page = context.newPage();
    // The samples have fixed times, and a page marks runs that are silent.
    page.clock().setFixedTime(SampleRuns.START.plusSeconds(10).toEpochMilli());
    page.onPageError(thrown::add);
    page.onRequest(request -> requests.add(request.url()));
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            consoleErrors.add(message.text());
          }
        });
  }

  void open(URI uri) {
    page.navigate(uri.toString());
  }

  Page page() {
    return page;
  }

  List<String> consoleErrors() {
    return List.copyOf(consoleErrors);
  }

  /** Returns the uncaught exceptions of the page's scripts. */
  List<String> thrown() {
    return List.copyOf(thrown);
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  /** Returns the elements of a CSS selector, also those in shadow roots. */
  Locator at(String selector) {
    return page.locator(selector);
  }

  /** Returns the elements of a CSS selector that contain the text. */
  Locator at(String selector, String text) {
    return page.locator(selector, new Page.LocatorOptions().setHasText(text));
  }

  Locator card(String run) {
    return named("lethe-run-card", run);
  }

  /**
   * Asserts the rows of the run's matrix at window ends: name, then accuracies in percent. Windows
   * that have not begun have no text.
   */
  void assertMatrix(String run, String... rows) {
    // Only the visible text has spaces between the cells.
    var visibleText = new LocatorAssertions.HasTextOptions().setUseInnerText(true);
    assertThat(named("lethe-knowledge .one", run).locator("lethe-matrix tbody tr:not(.now)"))
        .hasText(rows, visibleText);
  }

  void assertFigure(String run, String metric, String text) {
    assertThat(card(run).locator("[data-metric=" + metric + "] dd")).hasText(text);
  }

  void assertConnection(String words) {
    // The browser waits between attempts, and a restarted server needs a moment.
    assertThat(at(".state"))
        .hasText(words, new LocatorAssertions.HasTextOptions().setTimeout(30_000));
  }

  Object evaluate(String script) {
    return page.evaluate(script);
  }

  /** Returns the background as `rgb(r, g, b)`. */
  String background() {
    return (String) evaluate("getComputedStyle(document.body).backgroundColor");
  }

  boolean scrollsSideways() {
    return (boolean) evaluate("document.scrollingElement.scrollWidth > innerWidth");
  }

  /** Returns true if the table of runs is wider than its place. */
  boolean tableScrollsSideways() {
    Locator tables = at("lethe-run-table .scroll");
    return tables.count() > 0
        && (boolean) tables.evaluate("table => table.scrollWidth > table.clientWidth");
  }

  /**
   * Returns the canvas of the chart with this heading. Charts are drawn when they become visible.
   */
  Locator canvas(String heading) {
    Locator chart = at("lethe-chart", heading);
    chart.scrollIntoViewIfNeeded();
    assertThat(chart.locator("canvas")).isVisible();
    return chart.locator("canvas");
  }

  void assertDraws(String heading, int red, int green, int blue) {
    Locator canvas = canvas(heading);
    Map<String, Integer> colour = Map.of("red", red, "green", green, "blue", blue);
    await()
        .untilAsserted(
            () ->
                assertThat((int) canvas.evaluate(PIXELS_OF_COLOUR, colour))
                    .as("pixels of %s in %s", colour, heading)
                    .isPositive());
  }

  /** Sets the time that the page sees. */
  void sleepUntil(Instant time) {
    page.clock().setFixedTime(time.toEpochMilli());
  }

  /** Writes what is visible without scrolling to target/screenshots. */
  void firstScreen(String name) {
    picture(Path.of("target", "screenshots", name + ".png"));
  }

  /** Writes what is visible without scrolling to a file. */
  Path picture(Path file) {
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
    return file;
  }

  /** Writes the whole page to target/screenshots, with all charts drawn. */
  void screenshot(String name) {
    ViewportSize size = page.viewportSize();
    page.setViewportSize(size.width, (int) evaluate("document.documentElement.scrollHeight"));
    assertThat(at("canvas")).hasCount(at(".canvas").count());
    Path file = Path.of("target", "screenshots", name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
    page.setViewportSize(size.width, size.height);
  }

  /** Prints the page to target/screenshots, on A4. */
  Path pdf(String name) {
    Path file = Path.of("target", "screenshots", name + ".pdf");
    page.pdf(new Page.PdfOptions().setPath(file).setFormat("A4").setPrintBackground(true));
    return file;
  }

  @Override
  public void close() {
    context.close();
  }

  private Locator named(String selector, String run) {
    Locator name = page.getByText(run, new Page.GetByTextOptions().setExact(true));
    return page.locator(selector, new Page.LocatorOptions().setHas(name));
  }
}
