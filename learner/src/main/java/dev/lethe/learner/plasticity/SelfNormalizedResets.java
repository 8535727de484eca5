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
 * learning", ICLR 2025): a unit begins anew when it has been silent improbably long for a unit like
 * it.
 *
 * <pre>
 *   a ← 0 if h &gt; 0 on any row of the step, else a + rows       examples since it fired
 *   it begins anew when a ≥ τ
 *   every so many steps, with q the percentile η of its silent spells since τ was set:
 *   τ ← q if q ≤ τ, else 2 τ;   within [max(rows, min), max]
 * </pre>
 *
 * τ is {@code max} at first, and stays as it is, and the spells are kept, as long as there are
 * fewer than 30 of them: the percentile of no spells would be 0, and reset the units that never
 * rest. A spell that a reset ended counts by the length that it had; left out, as in the authors'
 * code, the longest spells would be missing and τ would fall again and again.
 *
 * <p>Rows are fresh and replayed ones. A channel fires where it does at any place. Meant for
 * activations that are 0 or less when a unit is off, such as ReLU; a concatenated ReLU always
 * fires.
 */
public final class SelfNormalizedResets implements Plasticity {
  /** {@code snr(percentile=η, min=…, max=…, every=steps)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "snr",
          Kind.PLASTICITY,
          List.of(
              new Key("percentile", new Domain.Real(0, false, 1, false), "0.99"),
              new Key("min", new Domain.Whole(1, 1_000_000_000), "100"),
              new Key("max", new Domain.Whole(1, 1_000_000_000), "20000"),
              new Key("every", new Domain.Whole(1, 1_000_000_000), "1000")));

  /** A hidden layer, its place among them, and its units' spells. */
  private record Watched(int index, HiddenLayer layer, InactivityTimes spells) {}

  private final int every;
  private final Units units;
  private final List<Watched> layers;
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
                i -> new Watched(i, all.get(i), new InactivityTimes(all.get(i).units(), settings)))
            .toList();
  }

  @Override
  public void updated(Step step) {
    steps++;
    int rows = step.batch().rows();
    for (Watched watched : layers) {
      boolean[] fired = step.outputs(watched.index()).fired();
      for (int unit = 0; unit < fired.length; unit++) {
        if (watched.spells().observe(unit, fired[unit], rows)) {
          units.reset(watched.layer(), unit);
          watched.spells().end(unit);
          reset++;
        }
      }
      if (steps % every == 0) {
        watched.spells().setThresholds(rows);
      }
    }
  }

  /** {@code snr.units.reset}; {@code snr.threshold}: mean τ of all units now, examples. */
  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put("snr.units.reset", (double) reset);
    layers.stream()
        .flatMapToLong(
            watched ->
                IntStream.range(0, watched.layer().units()).mapToLong(watched.spells()::threshold))
        .average()
        .ifPresent(mean -> metrics.put("snr.threshold", mean));
  }

  @Override
  public void save(StateWriter out) {
    out.put(steps).put(reset);
    layers.forEach(watched -> watched.spells().save(out));
  }

  @Override
  public void restore(StateReader in) {
    steps = in.getLong();
    reset = in.getLong();
    layers.forEach(watched -> watched.spells().restore(in));
  }
}
