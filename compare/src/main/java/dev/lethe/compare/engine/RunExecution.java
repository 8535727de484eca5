package dev.lethe.compare.engine;

import dev.lethe.common.text.ErrorMessage;
import dev.lethe.compare.plan.ComparisonDirectory.Finished;
import dev.lethe.compare.plan.StreamSummary;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.RunResult.Cost;
import dev.lethe.compare.results.RunResult.Status;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.RunAccess;
import dev.lethe.trainer.RunOutput;
import dev.lethe.trainer.SharedInput;
import dev.lethe.trainer.Trainer;
import dev.lethe.trainer.TrainerConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** One run of a comparison: trains it to the end of its range and computes its metrics. */
final class RunExecution implements ComparisonEngine.Execution {
  private static final StreamSummary UNKNOWN =
      new StreamSummary(0, 0, Double.NaN, Double.NaN, List.of());

  private final RunAccess access;
  private final RunSettings settings;
  private final PlannedRun planned;
  private final SharedInput shared;
  private Trainer trainer;
  private boolean cancelled;

  RunExecution(RunAccess access, RunSettings settings, PlannedRun planned, SharedInput shared) {
    this.access = access;
    this.settings = settings;
    this.planned = planned;
    this.shared = shared;
  }

  @Override
  public Finished execute() throws InterruptedException {
    var output = new RunOutput(access);
    // The run may be from an earlier command; everything that it has published is from its start.
    Optional<Run> earlier = access.findIfPresent(planned.run());
    RunOutput.Position from =
        earlier.map(run -> output.at(run.getStartedAt())).orElseGet(output::end);
    // Its records stay of one kind, in one topic, so that they keep their order.
    boolean everyPrediction =
        earlier.map(access::publishesEveryPrediction).orElse(settings.everyPrediction());
    long startedAt = System.nanoTime();
    start(everyPrediction);
    trainer.await();
    if (isCancelled()) {
      throw new CancellationException("run " + planned.run());
    }
    double seconds = (System.nanoTime() - startedAt) / 1e9;
    Optional<Throwable> failure = trainer.failure();
    return failure.isPresent()
        ? failed(ErrorMessage.of(failure.get()), seconds)
        : finished(output, from, seconds);
  }

  private synchronized void start(boolean everyPrediction) {
    if (cancelled) {
      throw new CancellationException("run " + planned.run());
    }
    TrainerConfig config =
        access.config(planned.run(), planned.learner()).toBuilder()
            .range(Optional.of(planned.range()))
            .scorecard(settings.scorecard())
            .maxAhead(settings.maxAhead())
            .classNames(settings.classNames())
            .everyPrediction(everyPrediction)
            .checkpoints(Optional.of(settings.checkpoints()))
            .build();
    trainer = Trainer.start(config, line -> {}, Optional.of(shared));
  }

  private synchronized boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void cancel() {
    Trainer running;
    synchronized (this) {
      cancelled = true;
      running = trainer;
    }
    if (running != null) {
      running.close();
    }
  }

  private Finished finished(RunOutput output, RunOutput.Position from, double seconds) {
    var recorder = new RunRecorder();
    output.read(planned.run(), from, recorder);
    PredictionCounts counts = recorder.predictions();
    if (counts.all().examples() == 0) {
      return failed(
          "there are no predictions of the run in %s and %s: the stream has no examples to learn, or they have expired"
              .formatted(access.topics().outcomes(), access.topics().predictions()),
          seconds);
    }
    Run record = access.find(planned.run());
    Status status = recorder.diverged() == null ? Status.FINISHED : Status.DIVERGED;
    long examples = counts.all().examples();
    return new Finished(
        new RunResult(
            planned.run(),
            planned.method().method(),
            planned.learner().seed(),
            planned.streamSeed(),
            planned.method().baseline(),
            status,
            recorder.diverged(),
            recorder.metrics(),
            examples,
            recorder.deadLetters(),
            recorder.matrix(),
            counts.windows(recorder.tasks()),
            counts.classes(),
            recorder.curve(),
            recorder.alarms(),
            record.getSettings().get("learner.sha256"),
            new Cost(seconds, examples / seconds, stateBytes(record))),
        new StreamSummary(
            examples,
            counts.all().scored(),
            counts.noChange(),
            counts.majority(),
            counts.streamWindows(recorder.tasks())));
  }

  /** Returns the size of the learner's state; null if the run was stopped by an earlier version. */
  private static Long stateBytes(Run record) {
    String size = record.getSettings().get("learner.bytes");
    return size == null ? null : Long.valueOf(size);
  }

  private Finished failed(String reason, double seconds) {
    return new Finished(
        new RunResult(
            planned.run(),
            planned.method().method(),
            planned.learner().seed(),
            planned.streamSeed(),
            planned.method().baseline(),
            Status.FAILED,
            reason,
            Map.of(),
            0,
            0,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            new Cost(seconds, Double.NaN, null)),
        UNKNOWN);
  }
}
