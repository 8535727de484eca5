package dev.lethe.learner.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.engine.RowSource;
import dev.lethe.learner.network.Forward;
import dev.lethe.learner.network.Logits;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.part.Head;
import dev.lethe.learner.part.SeenClasses;
import dev.lethe.learner.part.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Answers without learning, in chunks of bounded size. */
public final class Predictor {
  private static final int MOST_ROWS = 512;
  // 16 MiB of float32, which wide rows would outgrow
  private static final int MOST_VALUES = 1 << 22;

  private final Model model;
  private final Head head;
  private final SeenClasses classes;
  private final Supplier<Optional<List<NDArray>>> answering;
  private final RowBatch chunk;
  private final NDManager owner;

  /**
   * @param answering parameters that answer in place of the model's, if any do
   * @param features numbers per row
   * @param owner the learner's manager
   */
  public Predictor(
      Model model,
      Head head,
      SeenClasses classes,
      Supplier<Optional<List<NDArray>>> answering,
      int features,
      NDManager owner) {
    this.model = model;
    this.head = head;
    this.classes = classes;
    this.answering = answering;
    this.chunk = new RowBatch(Math.max(1, Math.min(MOST_ROWS, MOST_VALUES / features)), features);
    this.owner = owner;
  }

  /** Rows that one forward pass takes. */
  public int chunkRows() {
    return chunk.capacity();
  }

  /** Answers rows {@code 0 … rows-1}. */
  public Logits predict(int rows, IntFunction<RowSource> row) {
    int count = model.classes();
    float[] all = new float[Math.multiplyExact(rows, count)];
    for (int from = 0; from < rows; from += chunk.capacity()) {
      chunk.clear();
      for (int i = from; i < Math.min(rows, from + chunk.capacity()); i++) {
        chunk.add(row.apply(i), 0, 0);
      }
      float[] some = forward();
      System.arraycopy(some, 0, all, from * count, some.length);
    }
    return choosing(new Logits(all, count));
  }

  /**
   * Answers the fresh rows of a step that has made its forward pass, with that pass where it is
   * what answers.
   */
  public Logits answers(Step step) {
    if (!head.predictsSeparately() && !model.predictsSeparately() && answering.get().isEmpty()) {
      return choosing(step.logits());
    }
    RowBatch batch = step.batch();
    int width = batch.width();
    return predict(
        step.fresh(),
        row ->
            (target, from) -> System.arraycopy(batch.values(), row * width, target, from, width));
  }

  private Logits choosing(Logits logits) {
    return head.restrictsToSeen() ? logits.choosing(classes.seen()) : logits;
  }

  private float[] forward() {
    try (NDManager scope = owner.newSubManager()) {
      NDArray inputs = chunk.features(scope);
      Forward forward = model.forward(inputs, answering.get().orElseGet(model::parameters));
      return head.answer(inputs, forward, scope).toFloatArray();
    }
  }
}
