package dev.lethe.cli.options;

import dev.lethe.common.text.Suggestions;
import dev.lethe.compare.engine.Baselines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** Option for the baselines of a comparison. */
public final class BaselinesOption {
  /** Baselines that are methods of a learner. */
  private static final List<String> METHODS = List.of("naive", "joint", "from-scratch");

  @Option(
      names = "--baselines",
      paramLabel = "NAME",
      split = ",",
      description =
          "Baselines to add to the methods: naive, joint, from-scratch, no-change and majority-class,"
              + " separated by commas; or none. joint and from-scratch keep all data and train on it"
              + " at each window end, so they take long on long streams. Default: all.")
  private List<String> baselines = new ArrayList<>();

  /**
   * Returns the baselines that are methods of a learner.
   *
   * @throws IllegalArgumentException if a name is unknown
   */
  public List<String> methods() {
    return chosen().stream().filter(METHODS::contains).toList();
  }

  /**
   * Returns the baselines that need no learner.
   *
   * @throws IllegalArgumentException if a name is unknown
   */
  public List<Baselines> withoutLearner() {
    return Arrays.stream(Baselines.values())
        .filter(baseline -> chosen().contains(baseline.title()))
        .toList();
  }

  private List<String> chosen() {
    List<String> known = new ArrayList<>(METHODS);
    Arrays.stream(Baselines.values()).map(Baselines::title).forEach(known::add);
    if (baselines.isEmpty()) {
      return known;
    }
    if (baselines.equals(List.of("none"))) {
      return List.of();
    }
    for (String name : baselines) {
      if (!known.contains(name)) {
        throw Suggestions.unknown("baselines", name, known);
      }
    }
    return baselines;
  }
}
