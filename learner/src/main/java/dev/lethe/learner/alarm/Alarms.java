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
  private final MissingLabels missingLabels = new MissingLabels();
  private final Share skippedSteps =
      new Share(
          "steps.skipped",
          "%d of %d steps or more changed nothing, because their loss or gradient was not finite or"
              + " far above the usual; lower the learning rate, or scale the features",
          100,
          10);
  private final Share outliers =
      new Share(
          "features.outliers",
          "%d of %d examples or more were not trained on, because their features are far larger"
              + " than usual; check the producer, or set --guard",
          1000,
          50);
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
    this.all =
        List.of(divergence, featureScale, interleavedTasks, missingLabels, outliers, skippedSteps);
  }

  /**
   * Adds a LEARN example, the n-th of its window.
   *
   * @param labelled true if it has a label
   */
  public void learnExample(boolean labelled, long ofWindow) {
    missingLabels.add(labelled);
    interleavedTasks.add(ofWindow);
  }

  /** Adds an example of the next step, and says if the guard keeps it out. */
  public void guarded(boolean absurd) {
    outliers.add(absurd);
  }

  /**
   * Adds a step after its forward pass.
   *
   * @param predicts true if the model's logits are the predictions
   */
  public void forward(Step step, boolean predicts) {
    if (predicts) {
      divergence.add(step.logits(), step.fresh(), step.batch()::label);
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
