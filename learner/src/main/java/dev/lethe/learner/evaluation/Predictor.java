package dev.lethe.learner.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.ResidentRows;
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
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Predicts rows in chunks of bounded size, without training. */
public final class Predictor {
  private static final int MAX_ROWS = 512;
  // 16 MiB of float32; limits chunks of wide rows
  private static final int MAX_VALUES = 1 << 22;

  private final Model model;
  private final Head head;
  private final SeenClasses classes;
  private final Supplier<Optional<List<NDArray>>> predictionParameters;
  private final RowBatch chunk;
  private final NDManager owner;

  /**
   * Creates a predictor.
   *
   * @param classes classes trained so far
   * @param predictionParameters parameters to predict with; empty for the model's own
   * @param features number of features per row
   * @param owner manager of the learner
   */
  public Predictor(
      Model model,
      Head head,
      SeenClasses classes,
      Supplier<Optional<List<NDArray>>> predictionParameters,
      int features,
      NDManager owner) {
    this.model = model;
    this.head = head;
    this.classes = classes;
    this.predictionParameters = predictionParameters;
    this.chunk = new RowBatch(Math.max(1, Math.min(MAX_ROWS, MAX_VALUES / features)), features);
    this.owner = owner;
  }

  /** Returns the maximum number of rows per forward pass. */
  public int chunkRows() {
    return chunk.capacity();
  }

  /**
   * Predicts rows.
   *
   * @param rows number of rows
   * @param row features of row {@code 0 … rows-1}
   * @return logits {@code [rows, classes]}
   */
  public Logits predict(int rows, IntFunction<RowSource> row) {
    int count = model.classes();
    float[] all = new float[Math.multiplyExact(rows, count)];
    for (int from = 0; from < rows; from += chunk.capacity()) {
      chunk.clear();
      for (int i = from; i < Math.min(rows, from + chunk.capacity()); i++) {
        chunk.add(row.apply(i), 0, 0);
      }
      float[] some = forward(chunk::features);
      System.arraycopy(some, 0, all, from * count, some.length);
    }
    return restrict(new Logits(all, count));
  }

  /**
   * Predicts rows in one forward pass.
   *
   * @param rows at most {@link #chunkRows} rows
   * @return logits {@code [rows, classes]}
   */
  Logits predict(ResidentRows rows) {
    return restrict(new Logits(forward(rows::array), model.classes()));
  }

  /**
   * Predicts the fresh rows of a step after its forward pass. Reuses that pass unless the head, the
   * model or other parameters predict separately.
   *
   * @return logits of the fresh rows, or of all rows of the step if the pass is reused
   */
  public Logits predictFresh(Step step) {
    if (!head.predictsSeparately()
        && !model.predictsSeparately()
        && predictionParameters.get().isEmpty()) {
      return restrict(step.logits());
    }
    RowBatch batch = step.batch();
    int width = batch.width();
    return predict(
        step.fresh(),
        row ->
            (target, from) -> System.arraycopy(batch.values(), row * width, target, from, width));
  }

  private Logits restrict(Logits logits) {
    return head.restrictsToSeen() ? logits.restrictedTo(classes.seen()) : logits;
  }

  private float[] forward(Function<NDManager, NDArray> rows) {
    try (NDManager scope = owner.newSubManager()) {
      NDArray inputs = rows.apply(scope);
      Forward forward =
          model.forward(inputs, predictionParameters.get().orElseGet(model::parameters));
      return head.predictionLogits(inputs, forward, scope).toFloatArray();
    }
  }
}
