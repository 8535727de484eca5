package dev.lethe.streams.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.lethe.schemas.RunState;
import dev.lethe.streams.Events;
import dev.lethe.streams.readmodel.RunBoard;
import dev.lethe.streams.web.AccessSettings;
import dev.lethe.streams.web.WebServer;
import dev.lethe.streams.web.WebSettings;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The dashboard behind a reverse proxy that serves it below a path. */
class DashboardProxyIT {
  @Test
  @DisplayName("path prefix")
  void shouldWorkBelowThePathOfAProxy() throws IOException {
    // Given
    var executable = Chromium.find();
    assumeTrue(executable.isPresent(), "browser: got none, expected Chromium");
    var board = new RunBoard(Events.SOURCE);
    board.accept(Events.run("r", RunState.LIVE, 10));
    try (var chromium = Chromium.launch(executable.orElseThrow());
        var server = WebServer.start(WebSettings.local(0), board, () -> true);
        var proxy = new PrefixProxy(server.uri());
        var page = new DashboardPage(chromium.browser(), 1440, 900)) {
      // When
      page.open(proxy.uri());

      // Then
      page.assertConnection("Connected");
      assertThat(page.at(".count")).hasText("1 run");
      assertThat(page.requests()).allMatch(url -> url.startsWith(proxy.uri().toString()));
      assertThat(page.consoleErrors()).isEmpty();
    }
  }

  @Test
  void shouldWorkWithATokenAsPasswordBelowAPathPrefix() {
    // Given
    var executable = Chromium.find();
    assumeTrue(executable.isPresent(), "browser: got none, expected Chromium");
    var board = new RunBoard(Events.SOURCE);
    board.accept(Events.run("r", RunState.LIVE, 10));
    String token = "a-token-of-24-characters";
    var settings =
        new WebSettings(
            "localhost",
            0,
            Set.of(),
            "/lethe",
            Optional.empty(),
            Optional.of(new AccessSettings(Set.of(token), Optional.empty(), Set.of())));
    try (var chromium = Chromium.launch(executable.orElseThrow());
        var server = WebServer.start(settings, board, () -> true);
        var context =
            chromium
                .browser()
                .newContext(new Browser.NewContextOptions().setHttpCredentials("me", token))) {
      Page page = context.newPage();

      // When
      page.navigate(server.uri().toString());

      // Then
      assertThat(page.locator(".state")).hasText("Connected");
      assertThat(page.locator(".count")).hasText("1 run");
    }
  }
}
