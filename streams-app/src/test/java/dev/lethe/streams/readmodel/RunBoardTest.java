package dev.lethe.streams.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.RunState;
import dev.lethe.streams.Events;
import dev.lethe.streams.metrics.MetricsReport;
import dev.lethe.streams.metrics.RunProgress;
import dev.lethe.streams.metrics.RunWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunBoardTest {
  private final RunBoard board = new RunBoard();

  @Test
  void shouldOrderRunsByStartThenName() {
    // When
    board.accept(Events.run("c", RunState.LIVE, 10));
    board.accept(Events.run("b", RunState.LIVE, 20));
    board.accept(Events.run("a", RunState.LIVE, 20));

    // Then
    assertThat(board.runs()).extracting(RunView::run).containsExactly("c", "a", "b");
  }

  @Test
  void shouldShowMetricsWhenTheyComeBeforeTheirRun() {
    // Given
    board.accept(metrics("r", 5), 100);
    assertThat(board.runs()).isEmpty();

    // When
    board.accept(Events.run("r", RunState.LIVE, 10));

    // Then
    assertThat(board.runs().get(0).metrics().examples()).isEqualTo(5);
    assertThat(board.runs().get(0).updatedAt()).isEqualTo(100);
    assertThat(board.find("r").orElseThrow().history()).hasSize(1);
  }

  @Test
  void shouldNotAddPointWhenMetricsComeAgainUnchanged() {
    // Given
    board.accept(Events.run("r", RunState.LIVE, 10));
    board.accept(metrics("r", 5), 100);

    // When
    board.accept(metrics("r", 5), 200);

    // Then
    assertThat(board.find("r").orElseThrow().history()).extracting(Point::at).containsExactly(100L);
  }

  @Test
  void shouldKeepHistoryEvenAndBoundedWhenRunIsLong() {
    // Given
    board.accept(Events.run("r", RunState.LIVE, 10));

    // When
    int last = 10_000;
    for (int i = 1; i <= last; i++) {
      board.accept(metrics("r", i), i);
    }

    // Then
    List<Point> history = board.find("r").orElseThrow().history();
    assertThat(history).hasSizeBetween(PointHistory.MAX_POINTS / 2, PointHistory.MAX_POINTS);
    assertThat(history.get(0).examples()).isEqualTo(1);
    assertThat(history.get(history.size() - 1).examples()).isEqualTo(last);
    long stride = history.get(1).examples() - history.get(0).examples();
    for (int i = 1; i < history.size() - 1; i++) {
      assertThat(history.get(i).examples() - history.get(i - 1).examples()).isEqualTo(stride);
    }
  }

  @Test
  void shouldForgetRunIdleForLongestWhenThereAreTooMany() {
    // When
    for (int i = 0; i <= RunBoard.MAX_RUNS; i++) {
      board.accept(Events.run("run-" + i, RunState.STOPPED, 1_000 + i));
    }

    // Then
    assertThat(board.runs()).hasSize(RunBoard.MAX_RUNS);
    assertThat(board.find("run-0")).isEmpty();
    assertThat(board.find("run-" + RunBoard.MAX_RUNS)).isPresent();
  }

  @Test
  void shouldKeepSnapshotSmallWhenThereAreManyRuns() {
    // Given
    for (int run = 0; run < 100; run++) {
      board.accept(Events.run("run-" + run, RunState.LIVE, run));
      for (int i = 1; i <= 500; i++) {
        board.accept(metrics("run-" + run, i), 1_000 + i);
      }
    }

    // When
    List<RunDetail> snapshot = board.snapshot(() -> {});

    // Then
    assertThat(snapshot).hasSize(100);
    assertThat(snapshot)
        .allSatisfy(
            run -> {
              assertThat(run.history()).hasSizeBetween(60, 120);
              assertThat(run.history().get(0).examples()).isEqualTo(1);
              assertThat(run.history().get(run.history().size() - 1).examples()).isEqualTo(500);
            });
  }

  @Test
  void shouldTellListenersOfRunsAndPointsUntilTheyLeave() {
    // Given
    var told = new ArrayList<String>();
    RunListener listener =
        (view, point) ->
            told.add(view.run() + (point == null ? "" : " at " + point.examples() + " examples"));
    board.subscribe(listener);

    // When
    board.accept(metrics("r", 1), 100);
    board.accept(Events.run("r", RunState.LIVE, 10));
    board.accept(metrics("r", 2), 200);
    board.unsubscribe(listener);
    board.accept(metrics("r", 3), 300);

    // Then
    assertThat(told).containsExactly("r", "r at 2 examples");
  }

  @Test
  void shouldWriteTheAgreedJson() throws Exception {
    // Given
    var windows = new RunWindows();
    windows.recordEvaluation(Events.windowEnd("r", 0, 90));
    windows.recordEvaluation(Events.windowEnd("r", 1, 60, 80));
    windows.health().update(Map.of("examples.per.second", 4000.0, "loss", Double.NaN), List.of());
    windows.scorecard().replace(Events.scorecard("r", 1, .7));
    board.accept(Events.run("r", RunState.LIVE, 10));
    board.accept(MetricsReport.of("r", new RunProgress(), windows), 100);

    // When
    var mapper = new ObjectMapper();
    JsonNode json = mapper.readTree(mapper.writeValueAsString(board.find("r").orElseThrow()));

    // Then
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "run",
            "state",
            "method",
            "model",
            "seed",
            "batchSize",
            "features",
            "classes",
            "windowRule",
            "startedAt",
            "updatedAt",
            "reason",
            "settings",
            "metrics",
            "history");
    JsonNode metrics = json.get("metrics");
    assertThat(metrics.get("prequential").get("cumulative").isNull()).isTrue();
    assertThat(metrics.get("health").get("loss").isNull()).as("JSON has no NaN").isTrue();
    JsonNode scorecard = metrics.get("scorecard");
    assertThat(scorecard.fieldNames())
        .toIterable()
        .containsExactly(
            "window",
            "task",
            "step",
            "eventTime",
            "accuracy",
            "forgetting",
            "learningAccuracy",
            "onlineAccuracy",
            "freshOnlineAccuracy",
            "plasticityRatio",
            "plasticityHoldoutRatio",
            "plasticitySpeed",
            "warmStartGap");
    assertThat(scorecard.get("accuracy").asDouble()).isEqualTo(.7);
    assertThat(scorecard.get("forgetting").isNull()).isTrue();
    assertThat(metrics.get("averageForgetting").asDouble()).isEqualTo(.9 - .6);
    assertThat(metrics.get("matrix").toString())
        .isEqualTo(
            "[{\"window\":0,\"accuracy\":[0.9,null]},{\"window\":1,\"accuracy\":[0.6,0.8]}]");
    JsonNode window = metrics.get("windows").get(1);
    assertThat(window.fieldNames())
        .toIterable()
        .containsExactly(
            "window",
            "task",
            "examples",
            "prequential",
            "holdout",
            "learning",
            "best",
            "forgetting",
            "closed");
    JsonNode point = json.get("history").get(0);
    assertThat(point.get("holdout").toString()).isEqualTo("[[0,0.6],[1,0.8]]");
    assertThat(point.get("examplesPerSecond").asDouble()).isEqualTo(4000.0);
    assertThat(point.get("lag").isNull()).isTrue();
    assertThat(point.get("at").asLong()).isEqualTo(100);
  }

  private static RunMetrics metrics(String run, int examples) {
    var progress = new RunProgress();
    progress.enter(0, new RunWindows());
    for (int i = 0; i < Math.min(examples, 3); i++) {
      progress.add(Events.prediction(run, i, 0, true));
    }
    RunMetrics metrics = MetricsReport.of(run, progress, new RunWindows());
    return RunMetrics.newBuilder(metrics).setExamples(examples).build();
  }
}
