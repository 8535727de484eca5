package dev.lethe.learner;

import dev.lethe.learner.engine.RowSource;
import dev.lethe.learner.evaluation.Predictor;
import dev.lethe.learner.network.Logits;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Example;
import java.util.ArrayList;
import java.util.List;

/**
 * Examples that were accepted and wait, in stream order: to be predicted, to be learnt, or both.
 *
 * <p>Being predicted early takes nothing away from learning: an example to be learnt stays until
 * its step, and the rows of a step are the same whether or not they had been predicted.
 */
final class PendingExamples implements Stateful {
  /** Is told of predictions in stream order. */
  interface Listener {
    void predicted(Example example, int predicted, float confidence);
  }

  private static final class Waiting {
    final Example example;
    final boolean toLearn;
    boolean predicted;

    Waiting(Example example, boolean toLearn) {
      this.example = example;
      this.toLearn = toLearn;
    }

    boolean apart() {
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
    queue.add(new Waiting(example, true));
    toLearn++;
  }

  /** Adds an example that is predicted only. */
  void addToPredict(Example example) {
    queue.add(new Waiting(example, false));
    // A stream of examples that nobody can learn from must not pile up.
    if (queue.size() - toLearn >= predictor.chunkRows()) {
      predict();
    }
  }

  /** How many examples wait to be learnt. */
  int toLearn() {
    return toLearn;
  }

  /** The examples that wait to be learnt. */
  List<Example> freshExamples() {
    return queue.stream().filter(waiting -> waiting.toLearn).map(w -> w.example).toList();
  }

  /** Predicts, by the model as it is, everything that has not been predicted. */
  void predict() {
    List<Waiting> unpredicted = queue.stream().filter(waiting -> !waiting.predicted).toList();
    Logits answers = answers(unpredicted);
    for (int row = 0; row < unpredicted.size(); row++) {
      tell(unpredicted.get(row), answers, row);
    }
    queue.removeIf(waiting -> !waiting.toLearn);
  }

  /**
   * Predicts everything that has not been predicted, where the answers to the examples that wait to
   * be learnt are known, and empties the queue.
   *
   * @param answersToFresh one row for each of {@link #freshExamples}, at least
   */
  void predictAndClear(Logits answersToFresh) {
    // Never among the rows of the step: its sums would round differently.
    Logits answersToOthers = answers(queue.stream().filter(Waiting::apart).toList());
    int fresh = 0;
    int other = 0;
    for (Waiting waiting : queue) {
      if (waiting.apart()) {
        tell(waiting, answersToOthers, other++);
      } else if (waiting.toLearn) {
        int row = fresh++;
        if (!waiting.predicted) {
          tell(waiting, answersToFresh, row);
        }
      }
    }
    queue.clear();
    toLearn = 0;
  }

  private Logits answers(List<Waiting> waiting) {
    return predictor.predict(waiting.size(), i -> row(waiting.get(i).example));
  }

  private static RowSource row(Example example) {
    return example.features()::copyTo;
  }

  private void tell(Waiting waiting, Logits answers, int row) {
    int predicted = answers.predicted(row);
    listener.predicted(waiting.example, predicted, (float) answers.probability(row, predicted));
    waiting.predicted = true;
  }

  /**
   * Writes what waits to be learnt, and not whether it has been predicted, which changes no weight:
   * what is restored counts as predicted.
   */
  @Override
  public void save(StateWriter out) {
    out.put(toLearn);
    freshExamples().forEach(example -> example.save(out));
  }

  @Override
  public void restore(StateReader in) {
    queue.clear();
    toLearn = 0;
    for (int i = in.getInt(); i > 0; i--) {
      addToLearn(Example.read(in));
      queue.get(queue.size() - 1).predicted = true;
    }
  }
}
