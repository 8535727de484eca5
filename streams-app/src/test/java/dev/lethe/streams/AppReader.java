package dev.lethe.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.RunMetrics;
import dev.lethe.streams.readmodel.RunView;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Reads what an app serves. */
final class AppReader {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private AppReader() {}

  /** Waits until a run has a number of examples, and returns its metrics. */
  static RunMetrics awaitExamples(StreamsApp app, String run, long examples) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(app.readModel().find(run))
                    .map(detail -> detail.view().metrics())
                    .map(RunMetrics::getExamples)
                    .contains(examples));
    RunView view = app.readModel().find(run).orElseThrow().view();
    return view.metrics();
  }

  static String get(StreamsApp app, String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(app.dashboard().resolve(path)).build();
    return CLIENT.send(request, BodyHandlers.ofString()).body();
  }
}
