package dev.lethe.scenarios;

import dev.lethe.scenarios.data.Dataset;
import java.util.List;

/**
 * The data set in its own order, as one task: whatever drift it has is its own. A cap on examples
 * keeps the first, because a subset of a sequence would no longer be as it is; the seed plays no
 * part.
 */
record AsIsScenario(ScenarioOptions options) implements Scenario {
  AsIsScenario {
    DomainTasks.requireWholeClasses("as-is", options);
    if (options.passes() != 1) {
      throw new IllegalArgumentException(
          "passes: got %d, expected 1: a second pass would not be as it is"
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
                TaskPlan.all(dataset.train().size()),
                TaskPlan.all(dataset.test().size()),
                options,
                PixelMap.identity(dataset.features()))));
  }
}
