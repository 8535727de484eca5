package dev.lethe.learner.scorecard;

import dev.lethe.learner.Learner;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.evaluation.HoldoutRule;
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
import dev.lethe.learner.window.WindowRule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;

/** A reference network: what a run learns with, and how, but nothing that makes it remember. */
final class ReferenceNetwork implements Stateful, AutoCloseable {
  // what the network is and how its gradients are used; not what makes it remember, nor a head that
  // answers from a memory, in whose place the linear one answers
  private static final Set<String> KEPT =
      Set.of(Kind.HEAD.words(), Kind.ACTIVATION.words(), Kind.OPTIMIZER.words());
  private static final Example END =
      new Example(
          "end", 0, new Features.Bytes(new byte[0]), Example.UNLABELLED, null, Role.BOUNDARY);

  private final OnlineAccuracy online = new OnlineAccuracy();
  private final Learner learner;
  private List<Example> asked = List.of();
  private int answered;
  private int correct;

  ReferenceNetwork(LearnerSpec run, long seed) {
    this.learner =
        new Learner(
            spec(run, seed),
            new LearnerListener() {
              @Override
              public void predicted(Example example, Prediction prediction) {
                ReferenceNetwork.this.predicted(example, prediction.predicted());
              }
            });
  }

  /** The shadow's specification: it holds out by the run's share, and evaluates itself never. */
  static LearnerSpec spec(LearnerSpec run, long seed) {
    return new LearnerSpec(
        new MethodExpression(
            run.method().parts().stream()
                .filter(part -> KEPT.contains(part.kind()) && !NearestMean.needsMemory(part))
                .toList()),
        run.model(),
        WindowRule.parse("field"),
        new HoldoutRule(run.holdout().share(), 1, 1),
        run.features(),
        run.classes(),
        run.batchSize(),
        0,
        Integer.MAX_VALUE,
        seed);
  }

  /** Predicts a labelled example and, unless the share holds it out, learns it. */
  void learn(Example example) {
    learner.accept(as(example, example.label()));
  }

  /** Learns what is left of the last batch. */
  void finish() {
    learner.accept(END);
  }

  /** How it has predicted what it was given to learn. */
  OnlineAccuracy online() {
    return online;
  }

  /** Share of labelled examples that it predicts rightly, NaN of none; it learns none of them. */
  double accuracyOn(List<Example> examples) {
    asked = examples;
    answered = 0;
    correct = 0;
    examples.forEach(example -> learner.accept(as(example, Example.UNLABELLED)));
    learner.predictPending();
    return examples.isEmpty() ? Double.NaN : (double) correct / examples.size();
  }

  private void predicted(Example example, int predicted) {
    if (example.label() == Example.UNLABELLED) {
      correct += asked.get(answered++).label() == predicted ? 1 : 0;
    } else {
      online.add(example.label() == predicted);
    }
  }

  /** The example without its task: where the run's windows end is not for the shadow to decide. */
  private static Example as(Example example, int label) {
    return new Example(
        example.id(), example.eventTime(), example.features(), label, null, Role.LEARN);
  }

  @Override
  public void save(StateWriter out) {
    var bytes = new ByteArrayOutputStream();
    // predicts what waits, which counts in what is written next
    learner.save(bytes);
    out.put("online", online).put(bytes.toByteArray(), bytes.size());
  }

  @Override
  public void restore(StateReader in) {
    in.get("online", online);
    learner.restore(new ByteArrayInputStream(in.getBytes()));
  }

  @Override
  public void close() {
    learner.close();
  }
}
