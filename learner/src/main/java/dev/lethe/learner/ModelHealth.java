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
 * How able a model still is to learn, as its hidden units show on the rows of one step. There are
 * few rows, and a rank is never larger than their number: compare it with itself over time. The
 * units of a convolution are its channels, and its rank is that of their means over space.
 */
final class ModelHealth {
  private final Model model;
  private final List<NDArray> initial;
  private Map<String, Double> metrics = Map.of();

  /**
   * @param model fresh: its parameters now are those from which distance is measured
   * @param owner the learner's manager, which will own a copy of them
   */
  ModelHealth(Model model, NDManager owner) {
    this.model = model;
    this.initial = Tensors.copies(model.parameters(), owner);
  }

  /** Looks at a step that has made its forward pass. */
  void measure(Step step) {
    Map<String, Double> seen = new TreeMap<>();
    List<UnitActivity> layers = new ArrayList<>();
    int count = step.forward().hidden().size();
    for (int i = 0; i < count; i++) {
      UnitOutputs outputs = step.outputs(i);
      UnitActivity layer = UnitActivity.of(outputs, UnitActivity.DEFAULT_TAU);
      layers.add(layer);
      seen.put("layer" + i + ".dormant.share", layer.dormant());
      if (i == count - 1) {
        Ranks ranks =
            Ranks.of(outputs.pooled(), outputs.rows(), outputs.outputs(), Ranks.DEFAULT_DELTA);
        seen.put("rank.effective", ranks.effective());
        seen.put("rank.stable", ranks.stable());
      }
    }
    if (!layers.isEmpty()) {
      UnitActivity all = UnitActivity.combine(layers);
      seen.put("units.dormant.share", all.dormant());
      seen.put("units.dead.share", all.dead());
      seen.put("units.saturated.share", all.saturated());
    }
    seen.values().removeIf(value -> !Double.isFinite(value));
    metrics = seen;
  }

  /** Adds what was seen last, and where the parameters are now. */
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
