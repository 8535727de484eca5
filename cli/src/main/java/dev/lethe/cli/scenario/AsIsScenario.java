package dev.lethe.cli.scenario;

import dev.lethe.cli.data.Dataset;
import java.util.List;
import org.apache.commons.rng.sampling.PermutationSampler;

/**
 * The data set in its own order, as one task: whatever drift it has is its own. A cap on examples
 * keeps the first, because a subset of a sequence would no longer be as it is; the seed plays no
 * part.
 */
record AsIsScenario(ScenarioOptions options) implements Scenario {
  AsIsScenario {
    DomainTasks.requireNaturalClasses("as-is", options);
    if (options.tasks().orElse(1) != 1) {
      throw new IllegalArgumentException(
          "tasks: seen %d, wanted 1: as-is has no boundaries"
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
        List.of(
            TaskPlan.inOrder(
                name(),
                PermutationSampler.natural(dataset.train().size()),
                PermutationSampler.natural(dataset.test().size()),
                options,
                PixelMap.identity(dataset.features()))));
  }
}
