package dev.lethe.streams.topology;

import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.Outcomes;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.Scorecard;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.streams.metrics.InvalidEventException;
import dev.lethe.streams.metrics.MetricsReport;
import dev.lethe.streams.metrics.RunProgress;
import dev.lethe.streams.metrics.RunWindows;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Updates the state of a run with each event and publishes its metrics. */
final class MetricsProcessor implements Processor<String, SpecificRecord, String, RunMetrics> {
  static final Duration PUBLISH_EVERY = Duration.ofMillis(250);
  static final Duration RETIRE_EVERY = Duration.ofHours(1);

  private final Set<String> unpublished = new LinkedHashSet<>();
  private ProcessorContext<String, RunMetrics> context;
  private final Map<String, Uuid> topicIds;
  private ConsumedOffsets consumed;
  private KeyValueStore<String, RunProgress> progresses;
  private KeyValueStore<String, RunWindows> windows;
  private RunRetirement retirement;

  /**
   * Creates the processor of a task.
   *
   * @param topicIds current ids of the input topics, see {@link ConsumedOffsets}
   */
  MetricsProcessor(Map<String, Uuid> topicIds) {
    this.topicIds = topicIds;
  }

  @Override
  public void init(ProcessorContext<String, RunMetrics> newContext) {
    context = newContext;
    consumed =
        new ConsumedOffsets(
            context.getStateStore(MetricsProcessorSupplier.CONSUMED_OFFSETS), topicIds);
    consumed.requireSameTopics();
    progresses = context.getStateStore(MetricsProcessorSupplier.PROGRESS);
    windows = context.getStateStore(MetricsProcessorSupplier.WINDOWS);
    retirement = new RunRetirement(progresses, windows);
    unpublished.clear();
    try (var all = progresses.all()) {
      all.forEachRemaining(
          entry -> {
            if (!entry.value.isPublished()) {
              unpublished.add(entry.key);
            }
          });
    }
    context.schedule(PUBLISH_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> publishChanged());
    context.schedule(RETIRE_EVERY, PunctuationType.WALL_CLOCK_TIME, retirement::retire);
  }

  @Override
  public void process(Record<String, SpecificRecord> record) {
    if (context.recordMetadata().map(consumed::add).orElse(true)) {
      apply(record);
    }
  }

  private void apply(Record<String, SpecificRecord> record) {
    String run = record.key();
    SpecificRecord event = record.value();
    if (run == null || event == null) {
      throw new InvalidEventException(
          "key %s: got a record without %s, expected both key and value"
              .formatted(run, run == null ? "key" : "value"));
    }
    if (event instanceof Prediction prediction) {
      requireRun(run, prediction.getRun());
      RunProgress progress = in(prediction.getWindow(), run);
      progress.add(prediction);
      observe(run, progress, prediction.getModelStep(), prediction.getEventTime());
    } else if (event instanceof Outcomes outcomes) {
      requireRun(run, outcomes.getRun());
      InvalidEventException.requirePairs(outcomes);
      RunProgress progress = in(outcomes.getWindow(), run);
      progress.add(outcomes);
      observe(run, progress, outcomes.getModelStep(), outcomes.getEventTime());
    } else if (event instanceof Health health) {
      requireRun(run, health.getRun());
      update(run, state -> state.health().update(health.getMetrics(), health.getAlarms()));
      observe(run, progressOf(run), health.getStep(), health.getEventTime());
    } else if (event instanceof Scorecard scorecard) {
      requireRun(run, scorecard.getRun());
      update(run, state -> state.scorecard().replace(scorecard));
      observe(run, progressOf(run), scorecard.getStep(), scorecard.getEventTime());
    } else if (event instanceof TaskWindow window) {
      requireRun(run, window.getRun());
      update(run, state -> state.recordWindow(window));
      observe(run, progressOf(run), window.getStep(), window.getEventTime());
      publish(run);
    } else if (event instanceof Evaluation evaluation) {
      requireRun(run, evaluation.getRun());
      update(run, state -> state.recordEvaluation(evaluation));
      observe(run, progressOf(run), evaluation.getStep(), evaluation.getEventTime());
      publish(run);
    } else {
      throw new IllegalStateException(
          "event: got a %s, expected a record of a source topic"
              .formatted(event.getClass().getName()));
    }
  }

  /** Returns the progress of a run that has entered a window. */
  private RunProgress in(int window, String run) {
    RunProgress progress = progressOf(run);
    if (progress.isOutside(window)) {
      update(run, state -> progress.enter(window, state));
    }
    return progress;
  }

  private void update(String run, Consumer<RunWindows> change) {
    RunWindows state = windowsOf(run);
    change.accept(state);
    windows.put(run, state);
  }

  private void observe(String run, RunProgress progress, long step, Instant eventTime) {
    progress.observe(step, eventTime.toEpochMilli(), context.currentSystemTimeMs());
    progresses.put(run, progress);
    unpublished.add(run);
  }

  private void publishChanged() {
    for (String run : List.copyOf(unpublished)) {
      publish(run);
    }
  }

  private void publish(String run) {
    unpublished.remove(run);
    RunProgress progress = progresses.get(run);
    if (progress == null) {
      return;
    }
    RunMetrics metrics = MetricsReport.of(run, progress, windowsOf(run));
    // Wall-clock time: the topic's retention counts from when metrics were written.
    context.forward(new Record<>(run, metrics, context.currentSystemTimeMs()));
    progress.markPublished();
    progresses.put(run, progress);
  }

  private RunProgress progressOf(String run) {
    RunProgress known = progresses.get(run);
    return known == null ? new RunProgress() : known;
  }

  private RunWindows windowsOf(String run) {
    RunWindows known = windows.get(run);
    return known == null ? new RunWindows() : known;
  }

  private static void requireRun(String key, String run) {
    if (!key.equals(run)) {
      throw new InvalidEventException("run: got '%s', expected the key '%s'".formatted(run, key));
    }
  }
}
