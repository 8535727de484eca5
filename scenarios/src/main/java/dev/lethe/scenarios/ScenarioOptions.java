package dev.lethe.scenarios;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * What can be chosen about a scenario.
 *
 * @param seed of orders, permutations, angles and subsets
 * @param tasks number of tasks, 1 or more; empty for the scenario's own number
 * @param classOrder of {@code split}
 * @param labels of {@code split}
 * @param perTask at most so many training examples in each task, 1 or more; empty for all
 * @param evaluatePerTask at most so many evaluate examples in each task, 0 or more; empty for all
 * @param passes how often the training examples of a task come, 1 or more
 * @param wholeBatches of how many examples each pass is made, what is left over stays out; 1 or
 *     more
 * @param scaling of the features
 */
public record ScenarioOptions(
    long seed,
    OptionalInt tasks,
    ClassOrder classOrder,
    Labels labels,
    OptionalInt perTask,
    OptionalInt evaluatePerTask,
    int passes,
    int wholeBatches,
    Scaling scaling) {
  public ScenarioOptions {
    requireNonNull(classOrder, "classOrder");
    requireNonNull(labels, "labels");
    requireNonNull(scaling, "scaling");
    atLeast("tasks", tasks, 1);
    atLeast("per-task", perTask, 1);
    atLeast("evaluate-per-task", evaluatePerTask, 0);
    atLeast("passes", OptionalInt.of(passes), 1);
    atLeast("drop-last", OptionalInt.of(wholeBatches), 1);
  }

  /** All examples once, natural class order, the scenario's own number of tasks. */
  public ScenarioOptions(long seed) {
    this(
        seed,
        OptionalInt.empty(),
        ClassOrder.NATURAL,
        Labels.GLOBAL,
        OptionalInt.empty(),
        OptionalInt.empty(),
        1,
        1,
        new Scaling.AsTheyAre());
  }

  public ScenarioOptions withTasks(int number) {
    return with(OptionalInt.of(number), classOrder, labels, perTask, evaluatePerTask);
  }

  public ScenarioOptions withClassOrder(ClassOrder order) {
    return with(tasks, order, labels, perTask, evaluatePerTask);
  }

  public ScenarioOptions withLabels(Labels which) {
    return with(tasks, classOrder, which, perTask, evaluatePerTask);
  }

  public ScenarioOptions withPerTask(int examples) {
    return with(tasks, classOrder, labels, OptionalInt.of(examples), evaluatePerTask);
  }

  public ScenarioOptions withEvaluatePerTask(int examples) {
    return with(tasks, classOrder, labels, perTask, OptionalInt.of(examples));
  }

  public ScenarioOptions withPasses(int number) {
    return new ScenarioOptions(
        seed, tasks, classOrder, labels, perTask, evaluatePerTask, number, wholeBatches, scaling);
  }

  public ScenarioOptions withWholeBatches(int of) {
    return new ScenarioOptions(
        seed, tasks, classOrder, labels, perTask, evaluatePerTask, passes, of, scaling);
  }

  public ScenarioOptions withScaling(Scaling how) {
    return new ScenarioOptions(
        seed, tasks, classOrder, labels, perTask, evaluatePerTask, passes, wholeBatches, how);
  }

  private ScenarioOptions with(
      OptionalInt newTasks,
      ClassOrder newOrder,
      Labels newLabels,
      OptionalInt newPerTask,
      OptionalInt newEvaluatePerTask) {
    return new ScenarioOptions(
        seed,
        newTasks,
        newOrder,
        newLabels,
        newPerTask,
        newEvaluatePerTask,
        passes,
        wholeBatches,
        scaling);
  }

  private static void atLeast(String key, OptionalInt value, int least) {
    if (value.isPresent() && value.getAsInt() < least) {
      throw new IllegalArgumentException(
          "%s: got %d, expected %d or more".formatted(key, value.getAsInt(), least));
    }
  }
}
