package dev.lethe.scenarios;

import static java.util.Objects.requireNonNull;

import dev.lethe.scenarios.data.Dataset;
import dev.lethe.scenarios.data.DatasetSpec;

/**
 * Everything that decides which examples a stream has, except the seed.
 *
 * @param dataset source of the examples
 * @param scenario one of {@link Scenario#NAMES}
 * @param options options of the scenario; {@link #stream} replaces their seed
 */
public record StreamSpec(DatasetSpec dataset, String scenario, ScenarioOptions options) {
  public static final String DEFAULT_SCENARIO = "split";

  public StreamSpec {
    requireNonNull(dataset, "dataset");
    requireNonNull(scenario, "scenario");
    requireNonNull(options, "options");
  }

  /**
   * Loads the data set and creates the stream.
   *
   * @param seed seed of the data set, if it is generated, and of the scenario
   * @throws IllegalArgumentException if the data set cannot be loaded, the scenario is unknown, or
   *     the two do not fit each other
   */
  public ExampleStream stream(long seed) {
    Scenario made = Scenario.parse(scenario, options.toBuilder().seed(seed).build());
    Dataset data = dataset.load(seed);
    if (data.isSequence() && !(made instanceof AsIsScenario)) {
      throw new IllegalArgumentException(
          "scenario: got '%s', expected 'as-is': %s is a sequence without test examples"
              .formatted(scenario, data.name()));
    }
    return made.over(data);
  }
}
