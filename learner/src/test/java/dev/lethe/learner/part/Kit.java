package dev.lethe.learner.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.engine.TorchEngine;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.method.Method;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.model.ModelSpec;
import dev.lethe.learner.network.Forward;
import dev.lethe.learner.network.Gradients;
import dev.lethe.learner.network.Logits;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.optimizer.OptimizerContext;
import dev.lethe.learner.random.RandomStreams;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Model and context for tests of a single part. */
public final class Kit implements AutoCloseable {
  private final NDManager owner = TorchEngine.newManager();
  private final MethodContext context;
  private final Head head;
  private long steps;

  public Kit(String model, String method, int features, int classes) {
    this(model, method, features, classes, 1);
  }

  /**
   * @param batchSize fresh examples per step
   */
  public Kit(String model, String method, int features, int classes, int batchSize) {
    this(ModelSpec.parse(model)::create, method, features, classes, batchSize);
  }

  /**
   * @param factory creates a model that has no expression
   */
  public Kit(Function<ModelContext, Model> factory, String method, int features, int classes) {
    this(factory, method, features, classes, 1);
  }

  private Kit(
      Function<ModelContext, Model> factory,
      String method,
      int features,
      int classes,
      int batchSize) {
    MethodExpression expression = MethodExpression.parse(method).complete();
    var learnerContext =
        new LearnerContext(features, classes, batchSize, new RandomStreams(7), owner);
    this.head = expression.head(learnerContext);
    var seen = new SeenClasses();
    Model made =
        factory.apply(
            new ModelContext(learnerContext, expression.activation(learnerContext), head));
    this.context =
        new MethodContext(
            learnerContext,
            made,
            new Gradients(made, window -> head.trainedClasses(seen, window)),
            expression.optimizer(
                new OptimizerContext(made.parameters(), learnerContext.random(), owner)),
            seen,
            expression::bufferPolicy);
  }

  public MethodContext context() {
    return context;
  }

  /** Returns the model's head. */
  public Head head() {
    return head;
  }

  /** Creates all parts of an expression, for the model of this kit. */
  public Method create(String method) {
    MethodExpression expression = MethodExpression.parse(method).complete();
    return expression.create(context, expression.head(context.learnerContext()));
  }

  /** Parses the only part of an expression. */
  public static Part part(String expression) {
    return MethodExpression.parse(expression).parts().get(0);
  }

  /** Returns the metrics of a part. */
  public static Map<String, Double> metrics(MethodPart part) {
    Map<String, Double> metrics = new TreeMap<>();
    part.report(metrics);
    return metrics;
  }

  /** Sets all elements of a parameter to one value. */
  public void fill(int index, float value) {
    float[] values = new float[(int) parameter(index).size()];
    Arrays.fill(values, value);
    set(index, values);
  }

  public NDArray parameter(int index) {
    return context.parameters().get(index);
  }

  /** Sets the elements of a parameter. */
  public void set(int index, float... values) {
    try (NDArray array = owner.create(values, parameter(index).getShape())) {
      array.copyTo(parameter(index));
    }
  }

  /** Returns a step on fresh rows in window 0, after its forward pass; owned by this kit. */
  public Step step(float[][] rows, int... labels) {
    return stepIn(0, rows, labels);
  }

  /** Returns a step like {@link #step}, in another window. */
  public Step stepIn(int window, float[][] rows, int... labels) {
    RowBatch batch = new RowBatch(rows.length, context.features());
    for (int i = 0; i < rows.length; i++) {
      float[] row = rows[i];
      batch.add(
          (target, from) -> System.arraycopy(row, 0, target, from, row.length),
          labels[i],
          window,
          () -> 0);
    }
    Step step = new Step(++steps, window, rows.length, context.model(), batch, owner);
    NDArray inputs = batch.features(owner);
    Forward forward = context.model().forward(inputs, context.parameters());
    step.setForward(inputs, forward, Logits.read(forward.logits(), context.classCount()));
    step.setGradients(context.gradients().ofLoss(batch, owner));
    return step;
  }

  @Override
  public void close() {
    owner.close();
  }
}
