package dev.lethe.learner.model.table;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import dev.lethe.learner.model.layer.Layers;
import dev.lethe.learner.network.Initial;
import dev.lethe.learner.network.ParameterSpec;
import java.util.List;

/**
 * A categorical column as an embedding: value v is row v of a table, everything else (negative, too
 * large, no whole number) its last row.
 *
 * @param column where it stands among the features
 * @param values how many there are: 0 … values − 1
 * @param width numbers per value
 * @param table index of the table, {@code [values + 1, width]}
 */
record Category(int column, int values, int width, int table) {
  /** Adds its table, whose rows have a length of about 1 at first. */
  static Category add(Layers layers, int column, int values, int width) {
    var spec =
        new ParameterSpec(new Shape(values + 1, width), new Initial.Normal(1 / Math.sqrt(width)));
    return new Category(column, values, width, layers.add(spec));
  }

  /** The row of the table for a number. */
  long row(float value) {
    return value >= 0 && value < values && value == (int) value ? (long) value : values;
  }

  /**
   * @param rows all rows, in row-major order
   * @param features numbers per row
   * @return float32 {@code [rows, width]}
   */
  NDArray embed(float[] rows, int features, List<NDArray> given, NDManager scope) {
    long[] at = new long[rows.length / features];
    for (int row = 0; row < at.length; row++) {
      at[row] = row(rows[row * features + column]);
    }
    return Embedding.embedding(scope.create(at), given.get(table), SparseFormat.DENSE)
        .singletonOrThrow();
  }
}
