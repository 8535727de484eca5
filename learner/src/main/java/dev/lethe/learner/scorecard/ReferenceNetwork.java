package dev.lethe.learner.scorecard;

import dev.lethe.learner.Learner;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.expression.PartKind;
import dev.lethe.learner.head.NearestMean;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.learner.stream.Prediction;
import dev.lethe.learner.stream.Role;
import dev.lethe.learner.stream.RowHolder;
import dev.lethe.learner.stream.StoredExample;
import dev.lethe.learner.window.WindowRule;
import dev.lethe.measures.Accuracy;
import dev.lethe.measures.LearningCurve;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Reference network with the model, head, activation and optimizer of a run, but without the parts
 * that prevent forgetting.
 */
final class ReferenceNetwork implements RowHolder, Stateful, AutoCloseable {
  // kinds that do not prevent forgetting; a head that needs a memory is replaced by the linear head
  private static final Set<PartKind> KEPT_KINDS =
      Set.of(Kind.HEAD, Kind.ACTIVATION, Kind.OPTIMIZER);
  private static final Example END =
      new Example(
          "end", 0, new Features.Bytes(new byte[0]), Example.UNLABELLED, null, Role.BOUNDARY);

  private LearningCurve online = new LearningCurve();
  private final Learner learner;
  private List<StoredExample> evaluated = List.of();
  private int predictions;
  private int correct;

  ReferenceNetwork(LearnerSpec run, long seed) {
    this(spec(run, seed));
  }

  private ReferenceNetwork(LearnerSpec spec) {
    this.learner =
        new Learner(
            spec,
            new LearnerListener() {
              @Override
              public void predicted(Example example, Prediction prediction) {
                ReferenceNetwork.this.predicted(example, prediction.predicted());
              }
            });
  }

  /** Creates a network for stored examples, which were all trained on by the run. */
  static ReferenceNetwork ofStored(LearnerSpec run, long seed) {
    return new ReferenceNetwork(
        spec(run, seed).toBuilder().holdout(new HoldoutRule(0, 1, 1)).build());
  }

  /**
   * Returns the specification of the reference network. It holds out the same share as the run and
   * never evaluates itself.
   */
  static LearnerSpec spec(LearnerSpec run, long seed) {
    var method =
        new MethodExpression(
            run.method().parts().stream()
                .filter(part -> KEPT_KINDS.contains(part.kind()) && !NearestMean.needsMemory(part))
                .toList());
    return run.toBuilder()
        .method(method)
        .windows(new WindowRule.ByField())
        .holdout(new HoldoutRule(run.holdout().share(), 1, 1))
        .evaluateEvery(0)
        .healthEvery(Integer.MAX_VALUE)
        .seed(seed)
        .build();
  }

  /** Predicts a labelled example, then trains on it unless it is held out. */
  void learn(Example example) {
    learner.accept(withoutTask(example, example.label())).requireAccepted();
  }

  /** Trains on the remaining examples of the last, smaller batch. */
  void finish() {
    learner.accept(END).requireAccepted();
  }

  /** Returns the test-then-train accuracy on the training examples. */
  LearningCurve online() {
    return online;
  }

  /**
   * Returns the accuracy on labelled examples without training on them, in [0, 1]; NaN without
   * examples.
   */
  double accuracyOn(List<StoredExample> examples) {
    evaluated = examples;
    predictions = 0;
    correct = 0;
    examples.forEach(
        example ->
            learner.accept(withoutTask(example.toExample(), Example.UNLABELLED)).requireAccepted());
    learner.predictPending();
    return Accuracy.of(correct, examples.size());
  }

  private void predicted(Example example, int predicted) {
    if (example.label() == Example.UNLABELLED) {
      correct += evaluated.get(predictions++).label() == predicted ? 1 : 0;
    } else {
      online.add(example.label() == predicted);
    }
  }

  /** Removes the task of an example, so that it does not end a window of the reference network. */
  private static Example withoutTask(Example example, int label) {
    return new Example(
        example.id(), example.eventTime(), example.features(), label, null, Role.LEARN);
  }

  @Override
  public int forget(Set<Long> keys) {
    return learner.forget(keys).rows();
  }

  @Override
  public void forEachKey(LongConsumer action) {
    learner.forEachKey(action);
  }

  @Override
  public void save(StateWriter out) {
    var bytes = new ByteArrayOutputStream();
    // also predicts pending examples, which updates the accuracy that is written next
    learner.save(bytes);
    out.put("online", online::writeTo).put(bytes.toByteArray(), bytes.size());
  }

  @Override
  public void restore(StateReader in) {
    online = in.get("online", LearningCurve::readFrom);
    learner.restore(new ByteArrayInputStream(in.getBytes()));
  }

  @Override
  public void close() {
    learner.close();
  }
}
