package dev.lethe.streams.meter;

import dev.lethe.monitoring.LetheMeter;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.WindowMetrics;
import dev.lethe.streams.readmodel.PromotionView;
import dev.lethe.streams.readmodel.ReadModel;
import dev.lethe.streams.readmodel.RunView;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Gauges of the runs in the read model. A value that is not defined has no series, and neither has
 * a run that is gone. Confined to the thread that scrapes.
 */
public final class RunGauges implements Runnable {
  private static final List<LetheMeter> METERS =
      List.of(
          LetheMeter.RUN_EXAMPLES,
          LetheMeter.RUN_PREQUENTIAL,
          LetheMeter.RUN_ACCURACY,
          LetheMeter.RUN_FORGETTING,
          LetheMeter.RUN_MAX_FORGETTING,
          LetheMeter.RUN_WINDOWS,
          LetheMeter.RUN_ALARMS,
          LetheMeter.RUN_METRICS_AGE,
          LetheMeter.SERVED,
          LetheMeter.SWITCHES);

  private final ReadModel model;
  private final Clock clock;
  private final Map<LetheMeter, MultiGauge> gauges = new EnumMap<>(LetheMeter.class);
  private final Map<LetheMeter, List<MultiGauge.Row<?>>> rows = new EnumMap<>(LetheMeter.class);

  public RunGauges(ReadModel model, Clock clock, MeterRegistry registry) {
    this.model = model;
    this.clock = clock;
    for (LetheMeter meter : METERS) {
      gauges.put(
          meter,
          MultiGauge.builder(meter.meterName())
              .description(meter.description())
              .register(registry));
    }
  }

  /** Replaces all gauges by the newest values. */
  @Override
  public void run() {
    METERS.forEach(meter -> rows.put(meter, new ArrayList<>()));
    PromotionView promotion = model.promotion();
    for (RunView run : model.runs()) {
      var tags = Tags.of("run", run.run(), "method", run.method());
      if (run.run().equals(promotion.champion())) {
        add(LetheMeter.SERVED, tags, 1.0);
      }
      add(LetheMeter.RUN_METRICS_AGE, tags, (clock.millis() - run.updatedAt()) / 1e3);
      if (run.metrics() != null) {
        add(run.metrics(), tags);
      }
    }
    if (promotion.champion() != null) {
      add(LetheMeter.SWITCHES, Tags.empty(), promotion.switches().size() - 1.0);
    }
    rows.forEach((meter, values) -> gauges.get(meter).register(values, true));
  }

  private void add(RunMetrics metrics, Tags tags) {
    add(LetheMeter.RUN_EXAMPLES, tags, (double) metrics.getExamples());
    add(LetheMeter.RUN_PREQUENTIAL, tags, metrics.getPrequential().getWindowed());
    add(LetheMeter.RUN_ACCURACY, tags, metrics.getAverageAccuracy());
    add(LetheMeter.RUN_FORGETTING, tags, metrics.getAverageForgetting());
    add(LetheMeter.RUN_WINDOWS, tags, (double) metrics.getWindowsClosed());
    add(LetheMeter.RUN_ALARMS, tags, (double) metrics.getAlarms().size());
    metrics.getWindows().stream()
        .map(WindowMetrics::getForgetting)
        .filter(Objects::nonNull)
        .max(Double::compare)
        .ifPresent(largest -> add(LetheMeter.RUN_MAX_FORGETTING, tags, largest));
  }

  private void add(LetheMeter meter, Tags tags, Double value) {
    if (value != null) {
      rows.get(meter).add(MultiGauge.Row.of(tags, value));
    }
  }
}
