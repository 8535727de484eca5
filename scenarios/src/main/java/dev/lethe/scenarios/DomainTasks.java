package dev.lethe.scenarios;

import dev.lethe.scenarios.data.Dataset;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Shared code of the domain-incremental scenarios: every task shows all images, transformed. */
final class DomainTasks {
  private static final int DEFAULT_TASKS = 20;

  private DomainTasks() {}

  /**
   * Creates a stream of tasks that each show the whole data set.
   *
   * @param prefix prefix of task names, e.g. {@code rotation} for {@code rotation-2}
   * @param map returns the transformation of the images of a task, given the task's name
   */
  static ExampleStream stream(
      String scenario,
      Dataset dataset,
      ScenarioOptions options,
      String prefix,
      Function<String, PixelMap> map) {
    int[] train = TaskPlan.allRows(dataset.train());
    int[] evaluate = TaskPlan.allRows(dataset.test());
    return new ExampleStream(
        scenario,
        dataset,
        dataset.classes(),
        options.scaling(),
        IntStream.range(0, options.tasks().orElse(DEFAULT_TASKS))
            .mapToObj(number -> prefix + "-" + number)
            .map(name -> TaskPlan.shuffled(name, train, evaluate, options, map.apply(name)))
            .toList());
  }

  /**
   * Rejects options that only {@code split} has.
   *
   * @throws IllegalArgumentException if class order or labels are not the default
   */
  static void requireDefaultClasses(String scenario, ScenarioOptions options) {
    if (options.classOrder() != ClassOrder.NATURAL) {
      throw new IllegalArgumentException(
          "class-order: got %s, expected natural: every task of %s has all classes"
              .formatted(options.classOrder().name().toLowerCase(Locale.ROOT), scenario));
    }
    if (options.labels() != Labels.GLOBAL) {
      throw new IllegalArgumentException(
          "labels: got within-task, expected global: every task of %s has all classes"
              .formatted(scenario));
    }
  }
}
