package dev.lethe.scenarios;

import dev.lethe.scenarios.data.Dataset;
import java.util.List;

/**
 * The data set in its own order, as one task, with whatever drift it has. A limit on the number of
 * examples keeps the first ones, since a random subset would change the sequence. The seed has no
 * effect.
 */
record AsIsScenario(ScenarioOptions options) implements Scenario {
  AsIsScenario {
    DomainTasks.requireDefaultClasses("as-is", options);
    if (options.passes() != 1) {
      throw new IllegalArgumentException(
          "passes: got %d, expected 1: as-is keeps the order of the data set"
              .formatted(options.passes()));
    }
    if (options.tasks().orElse(1) != 1) {
      throw new IllegalArgumentException(
          "tasks: got %d, expected 1: as-is has no boundaries"
              .formatted(options.tasks().getAsInt()));
    }
  }

  @Override
  public String name() {
    return "as-is";
  }

  @Override
  public ExampleStream over(Dataset dataset) {
    return new ExampleStream(
        name(),
        dataset,
        dataset.classes(),
        options.scaling(),
        List.of(
            TaskPlan.inOrder(
                name(),
                TaskPlan.allRows(dataset.train()),
                TaskPlan.allRows(dataset.test()),
                options,
                PixelMap.identity(dataset.features()))));
  }
}
