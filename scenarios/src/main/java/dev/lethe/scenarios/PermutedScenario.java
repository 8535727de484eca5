package dev.lethe.scenarios;

import dev.lethe.common.random.NamedRandom;
import dev.lethe.scenarios.data.Dataset;

/**
 * Domain-incremental: every task shows all images with all pixels permuted, train and test alike,
 * by a permutation of its own. The first task is permuted too.
 */
record PermutedScenario(ScenarioOptions options) implements Scenario {
  PermutedScenario {
    DomainTasks.requireWholeClasses("permuted", options);
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
