package dev.lethe.scenarios;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * Options of a scenario. {@link #builder} starts from the defaults, {@link #toBuilder} from these
 * options.
 *
 * @param seed seed of orders, permutations, angles and subsets
 * @param tasks number of tasks, at least 1; empty for the scenario's default
 * @param classOrder order of the classes in {@code split}
 * @param labels labels in {@code split}
 * @param perTask maximum number of training examples per task, at least 1; empty for all
 * @param evaluatePerTask maximum number of evaluation examples per task, at least 0; empty for all
 * @param passes number of passes over the training examples of a task, at least 1
 * @param dropLast batch size whose last, incomplete batch is left out of each pass, at least 1; 1
 *     keeps all examples
 * @param scaling scaling of the features
 */
public record ScenarioOptions(
    long seed,
    OptionalInt tasks,
    ClassOrder classOrder,
    Labels labels,
    OptionalInt perTask,
    OptionalInt evaluatePerTask,
    int passes,
    int dropLast,
    Scaling scaling) {
  public ScenarioOptions {
    requireNonNull(classOrder, "classOrder");
    requireNonNull(labels, "labels");
    requireNonNull(scaling, "scaling");
    tasks.ifPresent(number -> requireMin("tasks", number, 1));
    perTask.ifPresent(number -> requireMin("per-task", number, 1));
    evaluatePerTask.ifPresent(number -> requireMin("evaluate-per-task", number, 0));
    requireMin("passes", passes, 1);
    requireMin("drop-last", dropLast, 1);
  }

  /**
   * Returns a builder with the defaults: seed 1, the scenario's own number of tasks, natural class
   * order, and all examples once with unscaled features.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the defaults with a seed. */
  public static ScenarioOptions seeded(long seed) {
    return builder().seed(seed).build();
  }

  /** Returns a builder that starts from these options. */
  public Builder toBuilder() {
    var builder = new Builder();
    builder.seed = seed;
    builder.tasks = tasks;
    builder.classOrder = classOrder;
    builder.labels = labels;
    builder.perTask = perTask;
    builder.evaluatePerTask = evaluatePerTask;
    builder.passes = passes;
    builder.dropLast = dropLast;
    builder.scaling = scaling;
    return builder;
  }

  private static void requireMin(String key, int value, int min) {
    if (value < min) {
      throw new IllegalArgumentException(
          "%s: got %d, expected %d or more".formatted(key, value, min));
    }
  }

  /** Builder of {@link ScenarioOptions}; each method sets the component of its name. */
  public static final class Builder {
    private long seed = 1;
    private OptionalInt tasks = OptionalInt.empty();
    private ClassOrder classOrder = ClassOrder.NATURAL;
    private Labels labels = Labels.GLOBAL;
    private OptionalInt perTask = OptionalInt.empty();
    private OptionalInt evaluatePerTask = OptionalInt.empty();
    private int passes = 1;
    private int dropLast = 1;
    private Scaling scaling = new Scaling.None();

    private Builder() {}

    public Builder seed(long value) {
      seed = value;
      return this;
    }

    public Builder tasks(int value) {
      tasks = OptionalInt.of(value);
      return this;
    }

    public Builder classOrder(ClassOrder value) {
      classOrder = value;
      return this;
    }

    public Builder labels(Labels value) {
      labels = value;
      return this;
    }

    public Builder perTask(int value) {
      perTask = OptionalInt.of(value);
      return this;
    }

    public Builder evaluatePerTask(int value) {
      evaluatePerTask = OptionalInt.of(value);
      return this;
    }

    public Builder passes(int value) {
      passes = value;
      return this;
    }

    public Builder dropLast(int value) {
      dropLast = value;
      return this;
    }

    public Builder scaling(Scaling value) {
      scaling = value;
      return this;
    }

    /**
     * Creates the options.
     *
     * @throws IllegalArgumentException if a value is out of range; the message names its option
     */
    public ScenarioOptions build() {
      return new ScenarioOptions(
          seed, tasks, classOrder, labels, perTask, evaluatePerTask, passes, dropLast, scaling);
    }
  }
}
