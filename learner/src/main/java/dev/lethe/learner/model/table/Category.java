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
 * Embedding of a categorical column: value v selects row v of a table; any other value (negative,
 * too large or not a whole number) selects the last row.
 *
 * @param column index of the column among the features
 * @param values number of values, 0 … values − 1
 * @param width width of the embedding
 * @param table index of the table, {@code [values + 1, width]}
 */
record Category(int column, int values, int width, int table) {
  /**
   * Adds the table of a column; its rows initially have a norm of about 1.
   *
   * @param position position among the embeddings, from 0
   */
  static Category add(Layers layers, int position, int column, int values, int width) {
    var spec =
        new ParameterSpec(
            "embeddings." + position + ".weight",
            new Shape(values + 1, width),
            new Initial.Normal(1 / Math.sqrt(width)));
    return new Category(column, values, width, layers.add(spec));
  }

  /** Returns the row of the table for a value. */
  long row(float value) {
    return value >= 0 && value < values && value == (int) value ? (long) value : values;
  }

  /**
   * Embeds the column.
   *
   * @param rows all rows, in row-major order
   * @param features features per row
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
