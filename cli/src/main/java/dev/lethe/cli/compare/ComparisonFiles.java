package dev.lethe.cli.compare;

import dev.lethe.cli.compare.ComparisonRuns.Outcome;
import dev.lethe.compare.analysis.Analysis;
import dev.lethe.compare.analysis.ComparedMethod;
import dev.lethe.compare.analysis.Confirmation;
import dev.lethe.compare.analysis.JoinedComparison;
import dev.lethe.compare.analysis.TuningResults;
import dev.lethe.compare.engine.Baselines;
import dev.lethe.compare.plan.ComparisonDirectory;
import dev.lethe.compare.plan.ComparisonDirectory.Finished;
import dev.lethe.compare.plan.ComparisonPlan;
import dev.lethe.compare.plan.StreamSummary;
import dev.lethe.compare.report.ReportFile;
import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.CsvFile;
import dev.lethe.compare.results.Provenance;
import dev.lethe.compare.results.Provenance.Times;
import dev.lethe.compare.results.ResultsFile;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.StreamFacts;
import dev.lethe.compare.results.Tuning;
import dev.lethe.trainer.ThisMachine;
import dev.lethe.trainer.checkpoint.Provenance.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Analyses the runs of a comparison and writes its files. */
public final class ComparisonFiles {
  /** Names of the files, in the directory of the comparison. */
  public static final List<String> NAMES = List.of("report.html", "results.json", "results.csv");

  private final ComparisonPlan plan;
  private final ComparisonDirectory directory;
  private final ComparedStream stream;
  private final ComparisonRuns planned;
  private final String command;

  /**
   * @param planned runs of the plan
   * @param command command line that repeats the comparison
   */
  public ComparisonFiles(
      ComparisonPlan plan,
      ComparisonDirectory directory,
      ComparedStream stream,
      ComparisonRuns planned,
      String command) {
    this.plan = plan;
    this.directory = directory;
    this.stream = stream;
    this.planned = planned;
    this.command = command;
  }

  /**
   * Writes the files.
   *
   * @param outcome all runs that need a learner
   * @param baselines baselines that need none
   * @param startedAt start of this command
   */
  public ComparisonResults write(Outcome outcome, List<Baselines> baselines, Instant startedAt) {
    List<Finished> finished = outcome.judged();
    List<ComparedMethod> methods = planned.methods(outcome.selection());
    List<RunResult> runs = new ArrayList<>(inOrder(methods, finished));
    baselines.forEach(baseline -> runs.addAll(ofStreams(finished, baseline)));
    Optional<RunMetric> metric = Optional.ofNullable(plan.metric()).map(RunMetric::parse);
    ComparisonResults results =
        Confirmation.of(
            Analysis.of(
                methods,
                runs,
                metric,
                facts(finished),
                provenance(startedAt),
                tuning(outcome.selection(), runs, metric)),
            plan.hypotheses());
    try {
      ResultsFile.write(directory.path().resolve("results.json"), results);
      CsvFile.write(directory.path().resolve("results.csv"), List.of(results));
      if (!outcome.selection().isEmpty()) {
        CsvFile.write(
            directory.path().resolve("selection.csv"),
            stream.description(),
            outcome.selection().stream().map(Finished::result).toList());
      }
      ReportFile.write(directory.path().resolve("report.html"), results);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "out: %s cannot be written; finished runs are kept, and the same command writes the results (%s)"
              .formatted(directory.path(), e.getMessage()),
          e);
    }
    return results;
  }

  private Tuning tuning(
      List<Finished> selection, List<RunResult> runs, Optional<RunMetric> metric) {
    if (plan.tuning() == null) {
      return null;
    }
    return planned
        .selected(selection)
        .orElseGet(
            () ->
                TuningResults.oracle(
                    plan.tuning(), runs, metric.orElseGet(() -> Analysis.defaultMetric(runs))));
  }

  /** Returns the runs method by method. */
  private static List<RunResult> inOrder(List<ComparedMethod> methods, List<Finished> finished) {
    List<RunResult> runs = new ArrayList<>();
    for (ComparedMethod method : methods) {
      finished.stream()
          .map(Finished::result)
          .filter(run -> run.method().equals(method.method()))
          .forEach(runs::add);
    }
    return runs;
  }

  /** Returns the results of a baseline, for each seed on the stream of one of its runs. */
  private static List<RunResult> ofStreams(List<Finished> finished, Baselines baseline) {
    Map<Long, RunResult> bySeed = new LinkedHashMap<>();
    finished.stream()
        .filter(run -> run.result().hasEnded())
        .forEach(run -> bySeed.computeIfAbsent(run.result().seed(), s -> baseline.result(run)));
    return List.copyOf(bySeed.values());
  }

  private StreamFacts facts(List<Finished> finished) {
    StreamSummary first =
        finished.stream()
            .filter(run -> run.result().hasEnded())
            .map(Finished::stream)
            .findFirst()
            .orElse(new StreamSummary(0, 0, Double.NaN, Double.NaN, List.of()));
    return new StreamFacts(
        stream.description(),
        stream.topic(),
        directory.ranges(),
        stream.features(),
        stream.classes(),
        first.examples(),
        first.labelled(),
        first.windows());
  }

  private Provenance provenance(Instant startedAt) {
    Instant ended = Instant.now();
    Map<String, String> settings = new TreeMap<>(plan.settings());
    settings.put("seeds", plan.seeds().toString());
    settings.put(JoinedComparison.STREAM, plan.stream());
    return new Provenance(
        command,
        plan.sha256(),
        settings,
        versions(ThisMachine.platform()),
        new Times(
            directory.startedAt().toString(),
            ended.toString(),
            Duration.between(startedAt, ended).toMillis() / 1e3));
  }

  private static Map<String, String> versions(Platform platform) {
    return Map.of(
        "lethe", platform.lethe(),
        "djl", platform.djl(),
        "pytorch", platform.pytorch(),
        "kafka", platform.kafka(),
        "java", platform.java(),
        "os", platform.os(),
        "cpu", platform.cpu());
  }
}
