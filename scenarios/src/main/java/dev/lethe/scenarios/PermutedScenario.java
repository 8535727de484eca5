package dev.lethe.scenarios;

import dev.lethe.common.random.NamedRandom;
import dev.lethe.scenarios.data.Dataset;

/**
 * Domain-incremental: every task shows all images, training and test alike, with their pixels
 * permuted. Each task, including the first, has its own permutation.
 */
record PermutedScenario(ScenarioOptions options) implements Scenario {
  PermutedScenario {
    DomainTasks.requireDefaultClasses("permuted", options);
  }

  @Override
  public String name() {
    return "permuted";
  }

  @Override
  public ExampleStream over(Dataset dataset) {
    return DomainTasks.stream(
        name(),
        dataset,
        options,
        "permutation",
        task ->
            PixelMap.permutation(dataset.features(), NamedRandom.forData(options.seed(), task)));
  }
}
