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
 * Base class of penalties whose importances are computed from the training trajectory, by {@link
 * LossTrajectory}.
 */
abstract class TrajectoryPenalty implements Regulariser {
  private final String name;
  private final MethodContext context;
  private final QuadraticPenalty anchors;
  private final LossTrajectory trajectory;
  private final List<NDArray> start;

  TrajectoryPenalty(Part part, double strength, MethodContext context) {
    this.name = part.name();
    this.context = context;
    this.anchors = new QuadraticPenalty(part, strength, context);
    this.trajectory = new LossTrajectory(context);
    this.start = Tensors.copies(context.parameters(), context.owner());
  }

  final MethodContext context() {
    return context;
  }

  final QuadraticPenalty anchors() {
    return anchors;
  }

  final LossTrajectory trajectory() {
    return trajectory;
  }

  /**
   * Returns θ − θ′ of one parameter, with θ′ at the start of the trajectory; the caller closes it.
   */
  final NDArray moved(int index) {
    return context.parameters().get(index).sub(start.get(index));
  }

  /** Starts a new trajectory at the current parameters. */
  final void startTrajectory() {
    trajectory.clear();
    Tensors.copy(context.parameters(), start);
  }

  @Override
  public final void gradientComputed(Step step) {
    trajectory.gradientComputed(step);
  }

  @Override
  public final void addGradient(Step step) {
    anchors.addGradient(step);
  }

  @Override
  public void updated(Step step) {
    anchors.updated();
    trajectory.updated(step);
  }

  @Override
  public final void report(Map<String, Double> metrics) {
    anchors.report(name, metrics);
  }

  @Override
  public void save(StateWriter out) {
    anchors.save(out);
    trajectory.save(out);
    out.put(start);
  }

  @Override
  public void restore(StateReader in) {
    anchors.restore(in);
    trajectory.restore(in);
    in.get(start);
  }
}
