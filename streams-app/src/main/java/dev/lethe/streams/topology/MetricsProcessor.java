package dev.lethe.streams.topology;

import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.streams.metrics.InvalidEventException;
import dev.lethe.streams.metrics.MetricsReport;
import dev.lethe.streams.metrics.RunProgress;
import dev.lethe.streams.metrics.RunWindows;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
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
  private KeyValueStore<String, RunProgress> progresses;
  private KeyValueStore<String, RunWindows> windows;
  private RunRetirement retirement;

  @Override
  public void init(ProcessorContext<String, RunMetrics> newContext) {
    context = newContext;
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
    String run = record.key();
    if (run == null || record.value() == null) {
      throw new InvalidEventException(
          "key %s: got a record without %s, expected both key and value"
              .formatted(run, run == null ? "key" : "value"));
    }
    if (record.value() instanceof Prediction prediction) {
      requireRun(run, prediction.getRun());
      predicted(run, prediction);
    } else if (record.value() instanceof Health health) {
      requireRun(run, health.getRun());
      RunWindows state = windowsOf(run);
      state.felt(health);
      windows.put(run, state);
      observe(run, progressOf(run), health.getStep(), health.getEventTime().toEpochMilli());
    } else if (record.value() instanceof TaskWindow window) {
      requireRun(run, window.getRun());
      RunWindows state = windowsOf(run);
      state.changed(window);
      windows.put(run, state);
      observe(run, progressOf(run), window.getStep(), window.getEventTime().toEpochMilli());
      publish(run);
    } else if (record.value() instanceof Evaluation evaluation) {
      requireRun(run, evaluation.getRun());
      RunWindows state = windowsOf(run);
      state.evaluated(evaluation);
      windows.put(run, state);
      observe(run, progressOf(run), evaluation.getStep(), evaluation.getEventTime().toEpochMilli());
      publish(run);
    } else {
      throw new IllegalStateException("no source gives a " + record.value().getClass().getName());
    }
  }

  private void predicted(String run, Prediction prediction) {
    RunProgress progress = progressOf(run);
    if (progress.isOutside(prediction.getWindow())) {
      RunWindows state = windowsOf(run);
      progress.enter(prediction.getWindow(), state);
      windows.put(run, state);
    }
    progress.add(prediction);
    observe(run, progress, prediction.getModelStep(), prediction.getEventTime().toEpochMilli());
  }

  private void observe(String run, RunProgress progress, long step, long eventTime) {
    progress.observe(step, eventTime, context.currentSystemTimeMs());
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
    // Wall-clock time: retention is about when metrics were written, not about the stream's time.
    context.forward(new Record<>(run, metrics, context.currentSystemTimeMs()));
    progress.publish();
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
