package dev.lethe.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.health.Ranks;
import dev.lethe.learner.health.UnitActivity;
import dev.lethe.learner.health.UnitOutputs;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.part.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Metrics of a model's ability to learn, computed from its hidden units on the rows of one step. A
 * step has few rows, and a rank is at most their number, so compare ranks only over time. The units
 * of a convolution are its channels, and its rank is the rank of the channels' means over space.
 */
final class ModelHealth {
  private final Model model;
  private final List<NDArray> initial;
  private Map<String, Double> metrics = Map.of();

  /**
   * @param model model whose current parameters are θ₀, from which the distance is measured
   * @param owner manager of the learner, which will own a copy of θ₀
   */
  ModelHealth(Model model, NDManager owner) {
    this.model = model;
    this.initial = Tensors.copies(model.parameters(), owner);
  }

  /** Measures the hidden units on a step after its forward pass. */
  void measure(Step step) {
    Map<String, Double> measured = new TreeMap<>();
    List<UnitActivity> layers = new ArrayList<>();
    int count = step.forward().hidden().size();
    for (int i = 0; i < count; i++) {
      UnitOutputs outputs = step.outputs(i);
      UnitActivity layer = UnitActivity.of(outputs, UnitActivity.DEFAULT_TAU);
      layers.add(layer);
      measured.put("layer" + i + ".dormant.share", layer.dormant());
      if (i == count - 1) {
        Ranks ranks =
            Ranks.of(outputs.pooled(), outputs.rows(), outputs.outputs(), Ranks.DEFAULT_DELTA);
        measured.put("rank.effective", ranks.effective());
        measured.put("rank.stable", ranks.stable());
      }
    }
    if (!layers.isEmpty()) {
      UnitActivity all = UnitActivity.combine(layers);
      measured.put("units.dormant.share", all.dormant());
      measured.put("units.dead.share", all.dead());
      measured.put("units.saturated.share", all.saturated());
    }
    measured.values().removeIf(value -> !Double.isFinite(value));
    metrics = measured;
  }

  /** Adds the metrics of the last measured step, and the norms of the current parameters. */
  void report(Map<String, Double> to) {
    to.putAll(metrics);
    double square = 0;
    for (int i = 0; i < initial.size(); i++) {
      try (NDArray moved = model.parameters().get(i).sub(initial.get(i));
          NDArray squares = moved.muli(moved);
          NDArray sum = squares.sum()) {
        square += sum.getFloat();
      }
    }
    to.put("weights.norm", Tensors.norm(model.parameters()));
    to.put("weights.distance", Math.sqrt(square));
  }
}
