package dev.lethe.scenarios;

import dev.lethe.common.random.NamedRandom;
import dev.lethe.scenarios.data.Dataset;

/**
 * Domain-incremental: every task shows all images turned counter-clockwise, train and test alike,
 * by an angle of its own, uniform in [0°, 180°).
 */
record RotatedScenario(ScenarioOptions options) implements Scenario {
  RotatedScenario {
    DomainTasks.requireWholeClasses("rotated", options);
  }

  @Override
  public String name() {
    return "rotated";
  }

  @Override
  public ExampleStream over(Dataset dataset) {
    return DomainTasks.stream(
        name(),
        dataset,
        options,
        "rotation",
        task -> PixelMap.rotation(dataset.height(), dataset.width(), degrees(task)));
  }

  private double degrees(String task) {
    return 180 * NamedRandom.forData(options.seed(), task).nextDouble();
  }
}
