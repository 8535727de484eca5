package dev.lethe.compare.report;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A report that is open in the browser, from disk and without a network. */
final class ReportPage implements AutoCloseable {
  private final BrowserContext context;
  private final Page page;
  private final List<String> errors = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();

  ReportPage(Browser browser, Path report, int width, int height) {
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setOffline(true));
    page = context.newPage();
    page.onPageError(errors::add);
    page.onRequest(request -> requests.add(request.url()));
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            errors.add(message.text());
          }
        });
    page.navigate(report.toUri().toString());
  }

  Page page() {
    return page;
  }

  Locator at(String selector) {
    return page.locator(selector);
  }

  /** Returns errors and warnings of the console, and uncaught exceptions. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  boolean scrollsSideways() {
    return (boolean) page.evaluate("document.scrollingElement.scrollWidth > innerWidth");
  }

  /** Returns the headings of the sections whose tables are wider than their place. */
  List<?> wideTables() {
    return (List<?>)
        page.evaluate(
            "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1)"
                + ".map(e => e.closest('section').querySelector('h2').textContent)");
  }

  String background() {
    return (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
  }

  void dark() {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
  }

  void print() {
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
  }

  void screen() {
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
  }

  /** Writes what is visible without scrolling to a file. */
  Path picture(Path file) {
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
    return file;
  }

  /** Writes the whole page to target/screenshots. */
  void screenshot(String name) {
    Path file = Path.of("target", "screenshots", name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
  }

  Path pdf(String name) {
    Path file = Path.of("target", "screenshots", name + ".pdf");
    page.pdf(new Page.PdfOptions().setPath(file).setFormat("A4").setPrintBackground(true));
    return file;
  }

  @Override
  public void close() {
    context.close();
  }
}
