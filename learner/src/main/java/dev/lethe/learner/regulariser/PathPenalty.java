package dev.lethe.learner.regulariser;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.part.Regulariser;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.part.Workshop;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import java.util.Map;

/** A penalty whose importances come of the way that the parameters went, by {@link LossPath}. */
abstract class PathPenalty implements Regulariser {
  private final String name;
  private final Workshop workshop;
  private final Anchors anchors;
  private final LossPath path;
  private final List<NDArray> begin;

  PathPenalty(Part part, double strength, Workshop workshop) {
    this.name = part.name();
    this.workshop = workshop;
    this.anchors = new Anchors(part, strength, workshop);
    this.path = new LossPath(workshop);
    this.begin = Tensors.copies(workshop.parameters(), workshop.owner());
  }

  final Workshop workshop() {
    return workshop;
  }

  final Anchors anchors() {
    return anchors;
  }

  final LossPath path() {
    return path;
  }

  /** θ − θ′ of one parameter, θ′ where the way began; the caller closes it. */
  final NDArray moved(int index) {
    return workshop.parameters().get(index).sub(begin.get(index));
  }

  /** Begins a new way where the parameters are now. */
  final void beginWay() {
    path.clear();
    Tensors.copy(workshop.parameters(), begin);
  }

  @Override
  public final void observed(Step step) {
    path.observed(step);
  }

  @Override
  public final void addGradient(Step step) {
    anchors.addGradient(step);
  }

  @Override
  public void updated(Step step) {
    anchors.updated();
    path.updated(step);
  }

  @Override
  public final void report(Map<String, Double> figures) {
    anchors.report(name, figures);
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
