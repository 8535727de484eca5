package dev.lethe.streams.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lethe.schemas.RunState;
import dev.lethe.streams.Events;
import dev.lethe.streams.readmodel.RunBoard;
import dev.lethe.streams.web.WebServer;
import java.io.IOException;
import java.util.List;
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
        var server = WebServer.start("localhost", 0, List.of(), board, () -> true);
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
}
