package dev.lethe.scenarios;

import dev.lethe.common.random.NamedRandom;
import dev.lethe.scenarios.data.Dataset;

/**
 * Domain-incremental: every task shows all images, training and test alike, rotated
 * counter-clockwise. Each task has its own angle, uniform in [0°, 180°).
 */
record RotatedScenario(ScenarioOptions options) implements Scenario {
  RotatedScenario {
    DomainTasks.requireDefaultClasses("rotated", options);
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
