package dev.lethe.streams.dashboard;

import static dev.lethe.streams.dashboard.SampleRuns.START;
import static dev.lethe.streams.dashboard.SampleRuns.atWindowEnd;
import static dev.lethe.streams.dashboard.SampleRuns.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.streams.Events;
import dev.lethe.streams.readmodel.RunBoard;
import dev.lethe.streams.web.WebServer;
import dev.lethe.streams.web.WebSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts one browser per test class, and a board, a server and a page per test. After each test it
 * checks that the page's scripts threw nothing, that the content security policy refused nothing,
 * and that no request went to another host.
 */
final class DashboardFixture
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
  static final String NAIVE = "naive+sgd(lr=0.1)";
  static final String ER = "er(batch=10,memory=500)+sgd(lr=0.1)";
  private static final double[][] NAIVE_ROWS = {{0.98}, {0, 0.96}};
  private static final double[][] ER_ROWS = {{0.98}, {0.9, 0.94}};

  private Chromium chromium;
  private RunBoard board;
  private WebServer server;
  private URI uri;
  private DashboardPage page;

  @Override
  public void beforeAll(ExtensionContext context) {
    Optional<Path> executable = Chromium.find();
    String missing =
        "browser: got none, expected Chromium in a usual place or in " + Chromium.PATH_VARIABLE;
    if ("required".equals(System.getenv("LETHE_BROWSER"))) {
      assertThat(executable).as(missing).isPresent();
    }
    assumeTrue(executable.isPresent(), missing);
    chromium = Chromium.launch(executable.orElseThrow());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    board = new RunBoard(Events.SOURCE);
    server = WebServer.start(WebSettings.local(0), board, () -> true);
    uri = server.uri();
    page = new DashboardPage(chromium.browser(), 1440, 900);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    page.close();
    server.close();
    String own = "http://" + uri.getAuthority() + "/";
    assertThat(page.thrown()).as("uncaught exceptions").isEmpty();
    assertThat(page.consoleErrors())
        .as("refused by the content security policy")
        .noneMatch(error -> error.contains("Content Security Policy"));
    assertThat(page.requests()).isNotEmpty().allMatch(url -> url.startsWith(own));
  }

  /** Opens the dashboard with the size of a laptop's screen. */
  DashboardPage open() {
    page.open(uri);
    return page;
  }

  /** Opens the dashboard with the size of a phone's screen. */
  DashboardPage openOnPhone() {
    page.close();
    page = new DashboardPage(chromium.browser(), 390, 844);
    return open();
  }

  RunBoard board() {
    return board;
  }

  void accept(RunMetrics metrics, int secondsAfterStart) {
    board.accept(metrics, START.plusSeconds(secondsAfterStart).toEpochMilli());
  }

  /** Adds the runs {@code naive-s1} and {@code er-s1}, two windows each. */
  void acceptTwoRuns() {
    board.accept(live("naive-s1", NAIVE));
    board.accept(live("er-s1", ER));
    for (int ended = 1; ended <= 2; ended++) {
      accept(atWindowEnd("naive-s1", Arrays.copyOf(NAIVE_ROWS, ended)), ended);
      accept(atWindowEnd("er-s1", Arrays.copyOf(ER_ROWS, ended)), ended);
    }
  }

  /** Adds or replaces the record of a run. */
  void accept(Run run) {
    board.accept(run);
  }

  void stopServer() {
    server.close();
  }

  /** Starts another server with a new board, on the same port. */
  void startServerAgain(RunBoard fresh) {
    board = fresh;
    server = WebServer.start(WebSettings.local(uri.getPort()), board, () -> true);
  }
}
