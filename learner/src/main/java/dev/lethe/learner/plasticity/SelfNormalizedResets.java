package dev.lethe.learner.plasticity;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.network.HiddenLayer;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Plasticity;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Self-normalised resets (Farias and Jozefiak, "Self-normalized resets for plasticity in continual
 * learning", ICLR 2025): resets a unit that has been inactive for longer than is plausible from its
 * own history.
 *
 * <pre>
 *   a ← 0 if h &gt; 0 on any row of the step, else a + rows       examples since it fired
 *   reset if a ≥ τ
 *   every {@code every} steps, with q the percentile η of the unit's inactive spells since its
 *   last update of τ:   τ ← q if q ≤ τ, else 2 τ;   within [max(rows, min), max]
 * </pre>
 *
 * τ starts at {@code max}. As long as a unit has had fewer than 30 spells, its τ does not change
 * and its spells accumulate: the percentile of no spells would be 0, and would reset units that are
 * always active. A spell ended by a reset counts with its length; without it, as in the authors'
 * code, the longest spells would be missing and τ would keep decreasing.
 *
 * <p>Rows are fresh and replayed ones. A channel fires if it does at any position. Suits
 * activations that are 0 or less when a unit is off, such as ReLU; a concatenated ReLU always
 * fires.
 */
public final class SelfNormalizedResets implements Plasticity {
  /** {@code snr(percentile=η, min=…, max=…, every=steps)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "snr",
          Kind.PLASTICITY,
          "Resets units that were inactive for longer than their own history explains.",
          "Farias and Jozefiak, Self-normalized resets for plasticity in continual learning, ICLR 2025",
          List.of(
              new Key("percentile", new Domain.Real(0, false, 1, false), "0.99"),
              new Key("min", new Domain.Whole(1, 1_000_000_000), "100"),
              new Key("max", new Domain.Whole(1, 1_000_000_000), "20000"),
              new Key("every", new Domain.Whole(1, 1_000_000_000), "1000")));

  /** Hidden layer, its index in the model, and the inactive spells of its units. */
  private record MonitoredLayer(int index, HiddenLayer layer, InactivityTimes spells) {}

  private final int every;
  private final Units units;
  private final List<MonitoredLayer> layers;
  private long steps;
  private long reset;

  public SelfNormalizedResets(Part part, MethodContext context) {
    this.every = part.whole("every");
    this.units = new Units(part.name(), context);
    var settings =
        new InactivityTimes.Settings(part.real("percentile"), part.whole("min"), part.whole("max"));
    List<HiddenLayer> all = Units.layers(part.name(), context.model());
    this.layers =
        IntStream.range(0, all.size())
            .mapToObj(
                i ->
                    new MonitoredLayer(
                        i, all.get(i), new InactivityTimes(all.get(i).units(), settings)))
            .toList();
  }

  @Override
  public void updated(Step step) {
    steps++;
    int rows = step.batch().rows();
    for (MonitoredLayer monitored : layers) {
      boolean[] fired = step.outputs(monitored.index()).fired();
      for (int unit = 0; unit < fired.length; unit++) {
        if (monitored.spells().observe(unit, fired[unit], rows)) {
          units.reset(monitored.layer(), unit);
          monitored.spells().end(unit);
          reset++;
        }
      }
      if (steps % every == 0) {
        monitored.spells().setThresholds(rows);
      }
    }
  }

  /**
   * Reports {@code snr.units.reset}, the number of resets, and {@code snr.threshold}, the current
   * mean τ of all units, examples.
   */
  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put("snr.units.reset", (double) reset);
    layers.stream()
        .flatMapToLong(
            monitored ->
                IntStream.range(0, monitored.layer().units())
                    .mapToLong(monitored.spells()::threshold))
        .average()
        .ifPresent(mean -> metrics.put("snr.threshold", mean));
  }

  @Override
  public void save(StateWriter out) {
    out.put(steps).put(reset);
    layers.forEach(monitored -> monitored.spells().save(out));
  }

  @Override
  public void restore(StateReader in) {
    steps = in.getLong();
    reset = in.getLong();
    layers.forEach(monitored -> monitored.spells().restore(in));
  }
}
