package dev.lethe.cli.scenario;

import java.util.OptionalInt;

/**
 * What can be chosen about a scenario.
 *
 * @param seed of orders, permutations, angles and subsets
 * @param tasks number of tasks, 1 or more; empty for the scenario's own number
 * @param classOrder of {@code split}
 * @param perTask at most so many training examples in each task, 1 or more; empty for all
 * @param evaluatePerTask at most so many evaluate examples in each task, 0 or more; empty for all
 */
public record ScenarioOptions(
    long seed,
    OptionalInt tasks,
    ClassOrder classOrder,
    OptionalInt perTask,
    OptionalInt evaluatePerTask) {
  public ScenarioOptions {
    atLeast("tasks", tasks, 1);
    atLeast("per-task", perTask, 1);
    atLeast("evaluate-per-task", evaluatePerTask, 0);
  }

  /** All examples, natural class order, the scenario's own number of tasks. */
  public ScenarioOptions(long seed) {
    this(seed, OptionalInt.empty(), ClassOrder.NATURAL, OptionalInt.empty(), OptionalInt.empty());
  }

  public ScenarioOptions withTasks(int number) {
    return new ScenarioOptions(seed, OptionalInt.of(number), classOrder, perTask, evaluatePerTask);
  }

  public ScenarioOptions withClassOrder(ClassOrder order) {
    return new ScenarioOptions(seed, tasks, order, perTask, evaluatePerTask);
  }

  public ScenarioOptions withPerTask(int examples) {
    return new ScenarioOptions(seed, tasks, classOrder, OptionalInt.of(examples), evaluatePerTask);
  }

  public ScenarioOptions withEvaluatePerTask(int examples) {
    return new ScenarioOptions(seed, tasks, classOrder, perTask, OptionalInt.of(examples));
  }

  private static void atLeast(String key, OptionalInt value, int least) {
    if (value.isPresent() && value.getAsInt() < least) {
      throw new IllegalArgumentException(
          "%s: seen %d, wanted %d or more".formatted(key, value.getAsInt(), least));
    }
  }
}
