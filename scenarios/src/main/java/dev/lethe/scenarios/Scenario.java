package dev.lethe.scenarios;

import dev.lethe.common.text.Suggestions;
import dev.lethe.scenarios.data.Dataset;
import java.util.List;

/**
 * A way to turn a data set into a sequence of tasks.
 *
 * <p>The protocols are those of DER (Buzzega et al., "Dark experience for general continual
 * learning", 2020), whose published figures can thus be compared with.
 */
public sealed interface Scenario
    permits AsIsScenario, PermutedScenario, RotatedScenario, SplitScenario {
  List<String> NAMES = List.of("split", "permuted", "rotated", "as-is");

  /**
   * The scenario of that name.
   *
   * <table>
   *   <caption>Scenarios</caption>
   *   <tr><th>name</th><th>tasks unless told</th><th>a task is</th></tr>
   *   <tr><td>split</td><td>5</td><td>a group of classes, one after the other</td></tr>
   *   <tr><td>permuted</td><td>20</td><td>all images, their pixels permuted</td></tr>
   *   <tr><td>rotated</td><td>20</td><td>all images, turned by an angle in [0°, 180°)</td></tr>
   *   <tr><td>as-is</td><td>1</td><td>all images in their order</td></tr>
   * </table>
   *
   * @throws IllegalArgumentException when there is no scenario of that name, or an option does not
   *     apply to it
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

  /** One of {@link #NAMES}. */
  String name();

  ScenarioOptions options();

  /**
   * The stream of this scenario over a data set.
   *
   * @throws IllegalArgumentException when the data set does not allow it
   */
  ExampleStream over(Dataset dataset);
}
