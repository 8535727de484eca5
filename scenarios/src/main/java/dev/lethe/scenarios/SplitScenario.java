package dev.lethe.scenarios;

import dev.lethe.common.random.NamedRandom;
import dev.lethe.common.random.Shuffle;
import dev.lethe.scenarios.data.Dataset;
import dev.lethe.scenarios.data.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The classes in order, in groups of equal size, one group per task. Class-incremental with {@link
 * Labels#GLOBAL}: labels are those of the data set. Domain-incremental with {@link
 * Labels#WITHIN_TASK}: labels are positions among the classes of a task, so all tasks share a head
 * of that size.
 */
record SplitScenario(ScenarioOptions options) implements Scenario {
  private static final int DEFAULT_TASKS = 5;

  @Override
  public String name() {
    return "split";
  }

  @Override
  public ExampleStream over(Dataset dataset) {
    int tasks = options.tasks().orElse(DEFAULT_TASKS);
    int classes = dataset.classes();
    if (classes % tasks != 0) {
      throw new IllegalArgumentException(
          "tasks: got %d, expected a divisor of the %d classes of %s: %s"
              .formatted(tasks, classes, dataset.name(), divisors(classes)));
    }
    boolean withinTask = options.labels() == Labels.WITHIN_TASK;
    int[] order = classOrder(classes, classes / tasks);
    PixelMap identity = PixelMap.identity(dataset.features());
    List<TaskPlan> plans = new ArrayList<>();
    int each = classes / tasks;
    for (int task = 0; task < tasks; task++) {
      int[] group = Arrays.copyOfRange(order, task * each, (task + 1) * each);
      Arrays.sort(group);
      String name =
          Arrays.stream(group).mapToObj(Integer::toString).collect(Collectors.joining("-"));
      int[] train = rowsOf(dataset.train(), group);
      int[] evaluate = rowsOf(dataset.test(), group);
      TaskPlan plan = TaskPlan.shuffled(name, train, evaluate, options, identity);
      plans.add(withinTask ? plan.labelledWithin(group) : plan);
    }
    return new ExampleStream(
        name(), dataset, withinTask ? each : classes, options.scaling(), plans);
  }

  private int[] classOrder(int classes, int each) {
    if (options.classOrder() == ClassOrder.RANDOM) {
      return Shuffle.permutation(NamedRandom.forData(options.seed(), "class-order"), classes);
    }
    if (options.classOrder() == ClassOrder.TASKS) {
      int[] tasks =
          Shuffle.permutation(NamedRandom.forData(options.seed(), "task-order"), classes / each);
      return IntStream.range(0, classes).map(i -> tasks[i / each] * each + i % each).toArray();
    }
    return IntStream.range(0, classes).toArray();
  }

  /** Returns the rows, ascending, whose label is in the sorted group. */
  private static int[] rowsOf(Split split, int[] group) {
    return IntStream.range(0, split.size())
        .filter(row -> Arrays.binarySearch(group, split.label(row)) >= 0)
        .toArray();
  }

  private static String divisors(int number) {
    return IntStream.rangeClosed(1, number)
        .filter(candidate -> number % candidate == 0)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", "));
  }
}
