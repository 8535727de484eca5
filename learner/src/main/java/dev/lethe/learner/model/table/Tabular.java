package dev.lethe.learner.model.table;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.engine.RowBatch;
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
import java.util.List;
import java.util.SortedMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * A perceptron for tables: numeric columns are standardised, categorical ones embedded (Guo and
 * Berkhahn, "Entity embeddings of categorical variables", 2016).
 *
 * <pre>
 *   x = [ clip((numeric − μ) / σ, −10, 10) ; embeddings ]      then as mlp
 *
 *   width of an embedding of n values:  min(50, ⌊(n + 1) / 2⌋), or what embedding says
 * </pre>
 *
 * <p>μ and σ are of the fresh examples of all steps before, each counted once, and change between
 * steps only: all answers between two steps agree. A numeric column is 0 until it has varied.
 */
public final class Tabular extends LayeredModel {
  private static final String RULE = "rule";

  /**
   * {@code tabular(categorical=…, embedding=rule|width, horizon=rows, hidden=…, init=…)}: {@code
   * categorical=3x7:5x12} says that column 3 (from 0) has the values 0 to 6, column 5 those 0 to
   * 11.
   */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "tabular",
          ModelContext.KIND,
          List.of(
              new Key("categorical", new Domain.Columns(1_000_000), "none"),
              new Key(
                  "embedding",
                  new Domain.Form(RULE + "|[1-9]\\d{0,3}", "rule or a width in [1, 9999]"),
                  RULE),
              new Key("horizon", new Domain.Whole(1, Integer.MAX_VALUE), "100000"),
              new Key("hidden", new Domain.Sizes(64, 1_000_000), "100:100"),
              Initialisation.XAVIER.key()));

  private static final double MOST_DEVIATIONS = 10;
  private static final int MAX_WIDTH_BY_RULE = 50;

  private final int features;
  private final List<Category> categories;
  private final int[] numeric;
  private final RunningMoments moments;
  private final Perceptron perceptron;

  /**
   * @throws IllegalArgumentException if an example has no such column
   */
  public Tabular(Part part, ModelContext context) {
    super(new Layers(context, Initialisation.of(part), true));
    this.features = context.features();
    SortedMap<Integer, Integer> columns = part.columns("categorical");
    if (!columns.isEmpty() && columns.lastKey() >= features) {
      throw new IllegalArgumentException(
          "%s.categorical: got column %d, expected columns below %d, the features of an example"
              .formatted(part.name(), columns.lastKey(), features));
    }
    IntUnaryOperator width = embeddingWidth(part);
    this.categories =
        columns.entrySet().stream()
            .map(
                each -> {
                  int values = each.getValue();
                  return Category.add(layers(), each.getKey(), values, width.applyAsInt(values));
                })
            .toList();
    this.numeric = IntStream.range(0, features).filter(f -> !columns.containsKey(f)).toArray();
    this.moments = new RunningMoments(numeric.length, part.whole("horizon"));
    int inputs = numeric.length + categories.stream().mapToInt(Category::width).sum();
    this.perceptron = new Perceptron(layers(), inputs, part.sizes("hidden"));
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
      values[i] = (float) Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, value));
    }
    // copied by the engine, to an address as it likes it: where Java's memory lies, is chance
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
