package dev.lethe.cli.compare;

import dev.lethe.cli.options.LearnerSettings;
import dev.lethe.compare.analysis.ComparedMethod;
import dev.lethe.compare.analysis.TuningPlan;
import dev.lethe.compare.analysis.TuningResults;
import dev.lethe.compare.engine.PlannedRun;
import dev.lethe.compare.plan.ComparisonDirectory;
import dev.lethe.compare.plan.ComparisonDirectory.Finished;
import dev.lethe.compare.plan.ComparisonPlan;
import dev.lethe.compare.results.Tuning;
import dev.lethe.learner.LearnerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All runs of a plan: first those that settings are selected with, then the judged ones. */
public final class ComparisonRuns {
  private final ComparisonPlan plan;
  private final LearnerSettings settings;
  private final ComparedStream stream;
  private final StreamParts parts;

  /**
   * @param maxAhead maximum time that an event may be after the timestamp of its record
   */
  public ComparisonRuns(
      ComparisonPlan plan, LearnerSettings settings, ComparedStream stream, Duration maxAhead) {
    this.plan = plan;
    this.settings = settings;
    this.stream = stream;
    int windows = selection().map(tuning -> tuning.lastWindow() + 1).orElse(0);
    this.parts = new StreamParts(settings.windows(), windows, maxAhead);
  }

  /**
   * Runs that have finished or failed.
   *
   * @param selection runs of the selection, perhaps none
   * @param judged judged runs
   */
  public record Outcome(List<Finished> selection, List<Finished> judged) {
    public Outcome {
      selection = List.copyOf(selection);
      judged = List.copyOf(judged);
    }

    /** Returns the number of judged runs that have failed. The same command tries them again. */
    public long failed() {
      return failed(judged);
    }

    /** Returns the number of runs of the selection that have failed, for good. */
    public long failedSelection() {
      return failed(selection);
    }

    private static long failed(List<Finished> runs) {
      return runs.stream().filter(run -> !run.result().hasEnded()).count();
    }

    /** Returns the number of runs. */
    public int size() {
      return selection.size() + judged.size();
    }
  }

  /** Executes runs, as {@link dev.lethe.compare.engine.ComparisonEngine#execute} does. */
  @FunctionalInterface
  public interface Engine {
    List<Finished> execute(List<PlannedRun> runs) throws InterruptedException;
  }

  private Optional<TuningPlan> selection() {
    return Optional.ofNullable(plan.tuning()).filter(TuningPlan::isSelected);
  }

  private PlannedRuns selectionRuns() {
    return new PlannedRuns(
        selection().map(TuningPlan::points).orElse(List.of()),
        selection().map(TuningPlan::seeds).orElse(List.of()),
        settings,
        stream,
        StreamPart.FIRST);
  }

  private PlannedRuns judgedRuns(List<ComparedMethod> methods) {
    return new PlannedRuns(
        methods,
        plan.seeds(),
        settings,
        stream,
        selection().isPresent() ? StreamPart.REST : StreamPart.WHOLE);
  }

  /** Returns the number of runs. */
  public int size() {
    return selectionRuns().size() + judgedRuns(plan.methods()).size();
  }

  /** Returns the learner of each method and of each configuration, for the first seed. */
  public List<LearnerSpec> learners() {
    List<LearnerSpec> learners = new ArrayList<>(selectionRuns().learners());
    learners.addAll(judgedRuns(plan.methods()).learners());
    return learners;
  }

  /**
   * Checks that examples follow the windows of the selection, as far as this can be known before
   * the start.
   *
   * @throws IllegalArgumentException if the stream has too few windows
   */
  public void requireWindows(Path directory) {
    if (selection().isPresent()) {
      stream.requireMoreWindows(parts, directory);
    }
  }

  /** Returns all runs if they have finished in earlier commands. */
  public Optional<Outcome> finished(ComparisonDirectory directory) {
    Optional<List<Finished>> selected = all(found(directory, selectionRuns()));
    return selected.flatMap(
        selection ->
            all(found(directory, judgedRuns(methods(selection))))
                .map(judged -> new Outcome(selection, judged)));
  }

  /** Returns the number of runs that have finished in earlier commands. */
  public int ended(ComparisonDirectory directory) {
    List<Optional<Finished>> first = found(directory, selectionRuns());
    List<Optional<Finished>> then =
        all(first)
            .map(selection -> found(directory, judgedRuns(methods(selection))))
            .orElse(List.of());
    return (int) Stream.concat(first.stream(), then.stream()).filter(Optional::isPresent).count();
  }

  private static List<Optional<Finished>> found(ComparisonDirectory directory, PlannedRuns runs) {
    return runs.names(directory).stream().map(directory::find).toList();
  }

  private static Optional<List<Finished>> all(List<Optional<Finished>> runs) {
    return runs.stream().allMatch(Optional::isPresent)
        ? Optional.of(runs.stream().flatMap(Optional::stream).toList())
        : Optional.empty();
  }

  /**
   * Executes what has not finished. The selection is final as soon as it allows to judge: its
   * failed runs are kept. If they were tried again after a look at the results, other settings
   * could be judged.
   *
   * @throws IllegalStateException if nothing could be selected for a method, because its runs
   *     failed
   */
  public Outcome execute(
      ComparisonDirectory directory, ComparedStream.Cluster cluster, Engine engine)
      throws InterruptedException {
    List<Finished> selection = engine.execute(selectionRuns().runs(directory, cluster, parts));
    List<ComparedMethod> methods = methods(selection);
    selection.stream().filter(run -> !run.result().hasEnded()).forEach(directory::keep);
    return new Outcome(
        selection, engine.execute(judgedRuns(methods).runs(directory, cluster, parts)));
  }

  /** Returns the choice of the selection; empty if there is none. */
  public Optional<Tuning> selected(List<Finished> selection) {
    return selection()
        .map(
            tuning ->
                TuningResults.selected(tuning, selection.stream().map(Finished::result).toList()));
  }

  /**
   * Returns the methods to judge, with the selected settings.
   *
   * @throws IllegalStateException if nothing could be selected for a method
   */
  public List<ComparedMethod> methods(List<Finished> selection) {
    Optional<Tuning> tuning = selected(selection);
    tuning.ifPresent(ComparisonRuns::requireChoice);
    return tuning
        .map(chosen -> TuningResults.judged(plan.methods(), chosen))
        .orElseGet(plan::methods);
  }

  private static void requireChoice(Tuning tuning) {
    for (Tuning.TunedMethod method : tuning.methods()) {
      if (method.points().stream()
          .allMatch(point -> point.runs() > 0 && point.values().isEmpty())) {
        throw new IllegalStateException(
            "selection: no run of %s has %s, so nothing can be selected; the same command tries failed runs again"
                .formatted(method.method(), tuning.metric()));
      }
    }
  }
}
