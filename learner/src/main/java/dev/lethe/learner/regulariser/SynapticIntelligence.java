package dev.lethe.learner.regulariser;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.Regulariser;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.part.WindowEnd;
import dev.lethe.learner.part.Workshop;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import java.util.Map;

/**
 * Synaptic intelligence, SI (Zenke, Poole and Ganguli, 2017): what lowered the loss on the way is
 * important.
 *
 * <pre>
 *   in a step       ω as {@link LossPath} has it
 *   at window ends  Ω ← Ω + max(0, ω) / ((θ − θ*)² + ξ),  θ* ← θ,  ω ← 0
 *   penalty         c Σ Ω (θ − θ*)²
 * </pre>
 */
public final class SynapticIntelligence implements Regulariser {
  /** {@code si(c=c, xi=ξ, form=…)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "si",
          Kind.REGULARISER.words(),
          List.of(
              new Key("c", new Domain.Real(0, true, 1e12, true), "1"),
              new Key("xi", new Domain.Real(0, false, 1e6, true), "0.1"),
              Anchors.FORM));

  private final Workshop workshop;
  private final double xi;
  private final Anchors anchors;
  private final LossPath path;
  private final List<NDArray> begin;

  public SynapticIntelligence(Part part, Workshop workshop) {
    this.workshop = workshop;
    this.xi = part.real("xi");
    this.anchors = new Anchors(part, part.real("c"), workshop);
    this.path = new LossPath(workshop);
    this.begin = Tensors.copies(workshop.parameters(), workshop.owner());
  }

  @Override
  public void observed(Step step) {
    path.observed(step);
  }

  @Override
  public void addGradient(Step step) {
    anchors.addGradient(step);
  }

  @Override
  public void updated(Step step) {
    anchors.updated();
    path.updated(step);
  }

  @Override
  public void windowEnded(WindowEnd end) {
    try (NDManager scope = workshop.owner().newSubManager()) {
      List<NDArray> way = Tensors.copies(path.values(), scope);
      for (int i = 0; i < way.size(); i++) {
        try (NDArray moved = workshop.parameters().get(i).sub(begin.get(i));
            NDArray none = way.get(i).zerosLike();
            NDArray gained = way.get(i).maximum(none)) {
          gained.divi(moved.muli(moved).addi((float) xi)).copyTo(way.get(i));
        }
      }
      anchors.replace(1, way);
    }
    Tensors.copy(workshop.parameters(), begin);
    path.clear();
  }

  @Override
  public void report(Map<String, Double> figures) {
    anchors.report("si", figures);
  }

  @Override
  public void save(StateWriter out) {
    anchors.save(out);
    path.save(out);
    out.put(begin);
  }

  @Override
  public void restore(StateReader in) {
    anchors.restore(in);
    path.restore(in);
    in.get(begin);
  }
}
