package dev.lethe.scenarios;

import dev.lethe.common.text.Suggestions;
import dev.lethe.scenarios.data.Dataset;
import java.util.List;

/**
 * Turns a data set into a sequence of tasks.
 *
 * <p>The protocols are those of DER (Buzzega et al., "Dark experience for general continual
 * learning", 2020), so results can be compared with the published ones.
 */
public sealed interface Scenario
    permits AsIsScenario, PermutedScenario, RotatedScenario, SplitScenario {
  List<String> NAMES = List.of("split", "permuted", "rotated", "as-is");

  /**
   * Creates the scenario with a name.
   *
   * <table>
   *   <caption>Scenarios</caption>
   *   <tr><th>name</th><th>default number of tasks</th><th>a task is</th></tr>
   *   <tr><td>split</td><td>5</td><td>a group of classes</td></tr>
   *   <tr><td>permuted</td><td>20</td><td>all images, with their pixels permuted</td></tr>
   *   <tr><td>rotated</td><td>20</td><td>all images, rotated by an angle in [0°, 180°)</td></tr>
   *   <tr><td>as-is</td><td>1</td><td>all images in their order</td></tr>
   * </table>
   *
   * @throws IllegalArgumentException if the name is unknown, or an option does not apply to the
   *     scenario
   */
  static Scenario parse(String name, ScenarioOptions options) {
    return switch (name) {
      case "split" -> new SplitScenario(options);
      case "permuted" -> new PermutedScenario(options);
      case "rotated" -> new RotatedScenario(options);
      case "as-is" -> new AsIsScenario(options);
      default -> throw Suggestions.unknown("scenario", name, NAMES);
    };
  }

  /** Returns the name, one of {@link #NAMES}. */
  String name();

  /** Returns the options. */
  ScenarioOptions options();

  /**
   * Creates the stream of this scenario over a data set.
   *
   * @throws IllegalArgumentException if the data set does not fit the scenario
   */
  ExampleStream over(Dataset dataset);
}
