package dev.lethe.scenarios;

import dev.lethe.scenarios.data.Dataset;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What the domain-incremental scenarios share: all images in every task, seen differently. */
final class DomainTasks {
  private static final int TASKS = 20;

  private DomainTasks() {}

  /**
   * @param task tasks are called by this word and their number, e.g. {@code rotation-2}
   * @param map what a task of that name does to its images
   */
  static ExampleStream stream(
      String scenario,
      Dataset dataset,
      ScenarioOptions options,
      String task,
      Function<String, PixelMap> map) {
    int[] train = TaskPlan.all(dataset.train().size());
    int[] evaluate = TaskPlan.all(dataset.test().size());
    return new ExampleStream(
        scenario,
        dataset,
        dataset.classes(),
        options.scaling(),
        IntStream.range(0, options.tasks().orElse(TASKS))
            .mapToObj(number -> task + "-" + number)
            .map(name -> TaskPlan.shuffled(name, train, evaluate, options, map.apply(name)))
            .toList());
  }

  static void requireWholeClasses(String scenario, ScenarioOptions options) {
    if (options.classOrder() != ClassOrder.NATURAL) {
      throw new IllegalArgumentException(
          "class-order: got %s, expected natural: all classes come together in %s"
              .formatted(options.classOrder().name().toLowerCase(Locale.ROOT), scenario));
    }
    if (options.labels() != Labels.GLOBAL) {
      throw new IllegalArgumentException(
          "labels: got within-task, expected global: all classes come together in %s"
              .formatted(scenario));
    }
  }
}
