package dev.lethe.learner.alarm;

import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Alarm;
import java.util.List;
import java.util.Optional;

/** All detectors of a learner. */
public final class Alarms implements Stateful {
  private final boolean scales;
  private final Divergence divergence;
  private final FeatureScale featureScale;
  private final InterleavedTasks interleavedTasks;
  private final Share skippedSteps =
      new Share(
          "steps.skipped",
          "Within 100 steps, 10 or more changed nothing, because their loss or gradient was not finite"
              + " or all of their rows were absurd: lower the learning rate, or scale the features.",
          100,
          10);
  private final Share outliers =
      new Share(
          "features.outliers",
          "Within 1000 examples, 1 or more were not trained on, because their features are far larger"
              + " than usual: check the producer, or set --guard (examples.guarded counts them).",
          1000,
          1);
  private final List<Detector> all;

  /**
   * Creates the detectors of a run.
   *
   * @param features features per example
   * @param classes number of classes
   * @param batchSize fresh examples per step
   * @param windowsByTask true if a window ends when another task comes
   * @param modelScales true if the model scales its inputs itself
   */
  public Alarms(
      int features, int classes, int batchSize, boolean windowsByTask, boolean modelScales) {
    this.scales = modelScales;
    this.divergence = new Divergence(classes);
    this.featureScale = new FeatureScale(features);
    this.interleavedTasks = new InterleavedTasks(windowsByTask, batchSize);
    this.all = List.of(divergence, featureScale, interleavedTasks, outliers, skippedSteps);
  }

  /** Adds a LEARN example, the n-th of its window. */
  public void learnExample(long ofWindow) {
    interleavedTasks.add(ofWindow);
  }

  /**
   * Adds an example of the next step.
   *
   * @param absurd true if the guard keeps it out of training
   */
  public void guarded(boolean absurd) {
    outliers.add(absurd);
  }

  /**
   * Adds a step after its forward pass.
   *
   * @param trained true if the logits are the predictions of a model that is trained on such rows
   */
  public void forward(Step step, boolean trained) {
    if (trained) {
      divergence.add(step);
    }
    if (!scales) {
      featureScale.add(step.batch(), step.fresh());
    }
  }

  /** Adds a step that has ended. */
  public void step(boolean skipped) {
    skippedSteps.add(skipped);
  }

  /** Adds a window that has ended, with its number of LEARN examples. */
  public void windowClosed(long examples) {
    interleavedTasks.windowClosed(examples);
  }

  /** Sets the norm of the parameters. */
  public void setNorm(double norm) {
    divergence.setNorm(norm);
  }

  /** Returns all alarms that are raised now. */
  public List<Alarm> raised() {
    return all.stream().map(Detector::alarm).flatMap(Optional::stream).toList();
  }

  @Override
  public void save(StateWriter out) {
    all.forEach(detector -> detector.save(out));
  }

  @Override
  public void restore(StateReader in) {
    all.forEach(detector -> detector.restore(in));
  }
}
