package dev.lethe.learner.model.table;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.export.NamedArray;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.model.layer.LayeredModel;
import dev.lethe.learner.model.layer.Layers;
import dev.lethe.learner.model.layer.Perceptron;
import dev.lethe.learner.network.Forward;
import dev.lethe.learner.network.Initialisation;
import dev.lethe.learner.part.ModelContext;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Perceptron for tables: standardises numeric columns and embeds categorical ones (Guo and
 * Berkhahn, "Entity embeddings of categorical variables", 2016).
 *
 * <pre>
 *   x = [ clip((numeric − μ) / σ, −10, 10) ; embeddings ]      then as mlp
 *
 *   width of an embedding of n values:  min(50, ⌊(n + 1) / 2⌋), or the value of the key embedding
 * </pre>
 *
 * <p>μ and σ cover the fresh examples of all earlier steps, each counted once. They change only
 * between steps, so all predictions between two steps are consistent. A numeric column is 0 until
 * its values vary.
 *
 * <p>In PyTorch: {@code embeddings.0}, {@code embeddings.1}, … in the order of the columns, the
 * perceptron as {@code layers}, and the float64 buffers {@code mean} and {@code deviation} of the
 * numeric columns.
 */
public final class Tabular extends LayeredModel {
  private static final String RULE = "rule";

  /**
   * {@code tabular(categorical=…, embedding=rule|width, horizon=rows, hidden=…, init=…)}. With
   * {@code categorical=3x7:5x12}, column 3 (counted from 0) has the values 0 to 6, and column 5 the
   * values 0 to 11.
   */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "tabular",
          ModelContext.KIND,
          "Perceptron for tables that standardises numeric columns and embeds categorical ones.",
          "Guo and Berkhahn, Entity embeddings of categorical variables, 2016",
          List.of(
              new Key("categorical", new Domain.Columns(1_000_000), "none"),
              new Key(
                  "embedding",
                  new Domain.Form(RULE + "|[1-9]\\d{0,3}", "rule or a width in [1, 9999]"),
                  RULE),
              new Key("horizon", new Domain.Whole(1, Integer.MAX_VALUE), "100000"),
              new Key("hidden", new Domain.Sizes(64, 1_000_000), "100:100"),
              Initialisation.XAVIER.key()));

  private static final double MAX_DEVIATIONS = 10;
  private static final int MAX_WIDTH_BY_RULE = 50;

  private final int features;
  private final List<Category> categories = new ArrayList<>();
  private final int[] numeric;
  private final RunningMoments moments;
  private final Perceptron perceptron;

  /**
   * @throws IllegalArgumentException if a categorical column does not exist
   */
  public Tabular(Part part, ModelContext context) {
    super(new Layers(context, Initialisation.of(part), true));
    this.features = context.features();
    SortedMap<Integer, Integer> columns = part.columns("categorical");
    if (!columns.isEmpty() && columns.lastKey() >= features) {
      throw new IllegalArgumentException(
          "%s.categorical: got column %d, expected columns below the number of features, %d"
              .formatted(part.name(), columns.lastKey(), features));
    }
    IntUnaryOperator width = embeddingWidth(part);
    columns.forEach(
        (column, values) ->
            categories.add(
                Category.add(
                    layers(), categories.size(), column, values, width.applyAsInt(values))));
    this.numeric = IntStream.range(0, features).filter(f -> !columns.containsKey(f)).toArray();
    this.moments = new RunningMoments(numeric.length, part.whole("horizon"));
    int inputs = numeric.length + categories.stream().mapToInt(Category::width).sum();
    this.perceptron =
        new Perceptron(layers(), inputs, part.sizes("hidden"), position -> "layers." + position);
  }

  /** Returns the width of an embedding as a function of its number of values. */
  private static IntUnaryOperator embeddingWidth(Part part) {
    String text = part.text("embedding");
    if (text.equals(RULE)) {
      return values -> Math.min(MAX_WIDTH_BY_RULE, (values + 1) / 2);
    }
    int width = Integer.parseInt(text);
    return values -> width;
  }

  @Override
  public Forward forward(NDArray inputs, List<NDArray> given) {
    NDManager scope = inputs.getManager();
    float[] rows = inputs.toFloatArray();
    NDList parts = new NDList();
    if (numeric.length > 0) {
      parts.add(standardised(rows, scope));
    }
    categories.forEach(category -> parts.add(category.embed(rows, features, given, scope)));
    return perceptron.forward(NDArrays.concat(parts, 1), List.of(), given);
  }

  private NDArray standardised(float[] rows, NDManager scope) {
    int count = rows.length / features;
    float[] values = new float[count * numeric.length];
    for (int i = 0; i < values.length; i++) {
      int column = i % numeric.length;
      float raw = rows[i / numeric.length * features + numeric[column]];
      double value = moments.standardised(column, raw);
      values[i] = (float) Math.max(-MAX_DEVIATIONS, Math.min(MAX_DEVIATIONS, value));
    }
    // copied into aligned memory of the engine: results could depend on the alignment of Java's
    return scope.create(values, new Shape(count, numeric.length)).duplicate();
  }

  @Override
  public void observeInputs(RowBatch rows, int fresh) {
    for (int row = 0; row < fresh; row++) {
      moments.nextRow();
      for (int column = 0; column < numeric.length; column++) {
        moments.add(column, rows.values()[row * features + numeric[column]]);
      }
    }
  }

  @Override
  public List<NamedArray> buffers() {
    return Stream.of(moments.buffers(), super.buffers()).flatMap(List::stream).toList();
  }

  @Override
  public void save(StateWriter out) {
    super.save(out);
    moments.save(out);
  }

  @Override
  public void restore(StateReader in) {
    super.restore(in);
    moments.restore(in);
  }
}
