package dev.lethe.learner.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.Row;
import dev.lethe.learner.engine.RowBatch;
import java.util.function.IntFunction;

/** Runs a model forward without learning, in chunks of bounded size. */
public final class Predictor {
  private static final int MOST_ROWS = 512;
  // 16 MiB of float32, which wide rows would outgrow
  private static final int MOST_VALUES = 1 << 22;

  private final Mlp model;
  private final RowBatch chunk;
  private final NDManager owner;

  /**
   * @param features numbers per row
   * @param owner the learner's manager
   */
  public Predictor(Mlp model, int features, NDManager owner) {
    this.model = model;
    this.chunk = new RowBatch(Math.max(1, Math.min(MOST_ROWS, MOST_VALUES / features)), features);
    this.owner = owner;
  }

  /** Rows that one forward pass takes. */
  public int chunkRows() {
    return chunk.capacity();
  }

  /** Predicts rows {@code 0 … rows-1}. */
  public Logits predict(int rows, IntFunction<Row> row) {
    int classes = model.classes();
    float[] all = new float[Math.multiplyExact(rows, classes)];
    for (int from = 0; from < rows; from += chunk.capacity()) {
      chunk.clear();
      for (int i = from; i < Math.min(rows, from + chunk.capacity()); i++) {
        chunk.add(row.apply(i), 0);
      }
      float[] some = forward();
      System.arraycopy(some, 0, all, from * classes, some.length);
    }
    return new Logits(all, classes);
  }

  private float[] forward() {
    try (NDManager scope = owner.newSubManager()) {
      NDArray inputs = chunk.features(scope);
      return model.logits(inputs, model.parameters()).toFloatArray();
    }
  }
}
