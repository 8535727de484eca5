package dev.lethe.learner;

import dev.lethe.learner.engine.RowSource;
import dev.lethe.learner.evaluation.Predictor;
import dev.lethe.learner.network.Logits;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.RowHolder;
import dev.lethe.learner.stream.StoredExample;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Queue of accepted examples, in stream order, that wait for their prediction, their learning step,
 * or both.
 *
 * <p>Early prediction does not affect training: an example stays in the queue until its step, and
 * the rows of a step do not depend on earlier predictions.
 */
final class PendingExamples implements RowHolder, Stateful {
  /** Receives predictions in stream order. */
  interface Listener {
    void predicted(Example example, int predicted, float confidence);
  }

  private static final class Waiting {
    final FreshExample fresh;
    boolean toLearn;
    boolean predicted;

    Waiting(FreshExample fresh, boolean toLearn) {
      this.fresh = fresh;
      this.toLearn = toLearn;
    }

    Example example() {
      return fresh.example();
    }

    /** Returns true if the example needs a prediction but takes no part in the step. */
    boolean onlyToPredict() {
      return !toLearn && !predicted;
    }
  }

  private final Predictor predictor;
  private final Listener listener;
  private final List<Waiting> queue = new ArrayList<>();
  private int toLearn;

  PendingExamples(Predictor predictor, Listener listener) {
    this.predictor = predictor;
    this.listener = listener;
  }

  void addToLearn(Example example) {
    addToLearn(FreshExample.of(example), false);
  }

  private void addToLearn(FreshExample example, boolean predicted) {
    Waiting waiting = new Waiting(example, true);
    waiting.predicted = predicted;
    queue.add(waiting);
    toLearn++;
  }

  /** Adds an example that is predicted but not trained on. */
  void addToPredict(Example example) {
    queue.add(new Waiting(FreshExample.of(example), false));
    // bounds the queue if the stream has no labels
    if (queue.size() - toLearn >= predictor.chunkRows()) {
      predict();
    }
  }

  /**
   * Takes some of {@link #freshExamples} out of the step; they still wait for their prediction.
   *
   * @param excluded true for each of them to take out
   */
  void exclude(boolean[] excluded) {
    int fresh = 0;
    for (Waiting waiting : queue) {
      if (waiting.toLearn && excluded[fresh++]) {
        waiting.toLearn = false;
        toLearn--;
      }
    }
  }

  /** Returns the number of examples that wait for their step. */
  int toLearn() {
    return toLearn;
  }

  /** Returns the examples that wait for their step. */
  List<FreshExample> freshExamples() {
    return queue.stream().filter(waiting -> waiting.toLearn).map(w -> w.fresh).toList();
  }

  /** Returns true if an example waits for its prediction. */
  boolean hasUnpredicted() {
    return queue.stream().anyMatch(waiting -> !waiting.predicted);
  }

  /** Predicts all examples without a prediction, with the current model. */
  void predict() {
    List<Waiting> unpredicted = queue.stream().filter(waiting -> !waiting.predicted).toList();
    Logits logits = logits(unpredicted);
    for (int row = 0; row < unpredicted.size(); row++) {
      publish(unpredicted.get(row), logits, row);
    }
    queue.removeIf(waiting -> !waiting.toLearn);
  }

  /**
   * Predicts all examples without a prediction, and clears the queue.
   *
   * @param freshLogits logits of {@link #freshExamples}, in their order; more rows are ignored
   */
  void predictAndClear(Logits freshLogits) {
    // in a pass of their own: among the rows of the step they would change its rounding
    Logits otherLogits = logits(queue.stream().filter(Waiting::onlyToPredict).toList());
    int fresh = 0;
    int other = 0;
    for (Waiting waiting : queue) {
      if (waiting.onlyToPredict()) {
        publish(waiting, otherLogits, other++);
      } else if (waiting.toLearn) {
        int row = fresh++;
        if (!waiting.predicted) {
          publish(waiting, freshLogits, row);
        }
      }
    }
    queue.clear();
    toLearn = 0;
  }

  private Logits logits(List<Waiting> waiting) {
    return predictor.predict(waiting.size(), i -> row(waiting.get(i).example()));
  }

  private static RowSource row(Example example) {
    return example.features()::copyTo;
  }

  private void publish(Waiting waiting, Logits logits, int row) {
    int predicted = logits.predicted(row);
    listener.predicted(waiting.example(), predicted, (float) logits.probability(row, predicted));
    waiting.predicted = true;
  }

  /** Predicts all examples without a prediction, then takes the forgotten ones out of the step. */
  @Override
  public int forget(Set<Long> keys) {
    predict();
    int before = toLearn;
    queue.removeIf(waiting -> keys.contains(waiting.fresh.key().getAsLong()));
    toLearn = queue.size();
    return before - toLearn;
  }

  /** Passes the keys of the examples that wait for their step. */
  @Override
  public void forEachKey(LongConsumer action) {
    freshExamples().forEach(fresh -> action.accept(fresh.key().getAsLong()));
  }

  /**
   * Writes the examples that wait for their step. Whether they were predicted is not written, since
   * it does not affect training; restored examples count as predicted.
   */
  @Override
  public void save(StateWriter out) {
    out.put(toLearn);
    freshExamples().forEach(fresh -> fresh.stored().save(out));
  }

  @Override
  public void restore(StateReader in) {
    queue.clear();
    toLearn = 0;
    for (int i = in.getCount(); i > 0; i--) {
      addToLearn(FreshExample.of(StoredExample.read(in)), true);
    }
  }
}
