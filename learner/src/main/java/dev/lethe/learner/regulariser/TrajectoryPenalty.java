package dev.lethe.learner.regulariser;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Regulariser;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import java.util.Map;

/**
 * A penalty whose importances come of the way that the parameters went, by {@link LossTrajectory}.
 */
abstract class TrajectoryPenalty implements Regulariser {
  private final String name;
  private final MethodContext context;
  private final QuadraticPenalty anchors;
  private final LossTrajectory path;
  private final List<NDArray> begin;

  TrajectoryPenalty(Part part, double strength, MethodContext context) {
    this.name = part.name();
    this.context = context;
    this.anchors = new QuadraticPenalty(part, strength, context);
    this.path = new LossTrajectory(context);
    this.begin = Tensors.copies(context.parameters(), context.owner());
  }

  final MethodContext context() {
    return context;
  }

  final QuadraticPenalty anchors() {
    return anchors;
  }

  final LossTrajectory path() {
    return path;
  }

  /** θ − θ′ of one parameter, θ′ where the way began; the caller closes it. */
  final NDArray moved(int index) {
    return context.parameters().get(index).sub(begin.get(index));
  }

  /** Begins a new way where the parameters are now. */
  final void beginWay() {
    path.clear();
    Tensors.copy(context.parameters(), begin);
  }

  @Override
  public final void gradientComputed(Step step) {
    path.gradientComputed(step);
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
  public final void report(Map<String, Double> metrics) {
    anchors.report(name, metrics);
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
