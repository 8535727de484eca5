package dev.lethe.bench;

import dev.lethe.cli.command.FeedOptions;
import dev.lethe.cli.command.RunOptions;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * What a method is run on and how: options of {@code bench/run} without their dashes; with {@code
 * stream}, of {@code bench/regression}.
 *
 * @param options by name, e.g. {@code scenario} → {@code split}
 */
record Protocol(SortedMap<String, String> options) {
  @Command(name = "bench/run")
  private static final class Parsed {
    @Mixin private RunOptions runs;
    @Mixin private FeedOptions feed;
  }

  @Command(name = "bench/regression")
  private static final class ParsedRegression {
    @Mixin private RegressionOptions options;
  }

  Protocol(Map<String, String> options) {
    this(new TreeMap<>(options));
  }

  /** This protocol with some options set otherwise. */
  Protocol with(Map<String, String> others) {
    var all = new TreeMap<>(options);
    all.putAll(others);
    return new Protocol(all);
  }

  /** Whether it is one of {@code bench/regression}. */
  boolean isRegression() {
    return options.containsKey("stream");
  }

  /**
   * Ready to run.
   *
   * @param dataDir where data sets are, or null
   * @throws IllegalArgumentException if the method or the model is not known
   */
  Trial trial(String method, Path dataDir) {
    return isRegression() ? regression(method) : classes(method, dataDir);
  }

  private Trial regression(String method) {
    var parsed = new ParsedRegression();
    parse(parsed, List.of());
    return parsed.options.trial(MethodExpression.parse(method), RegressionTrial.Progress.NONE);
  }

  private Trial classes(String method, Path dataDir) {
    List<String> more = new ArrayList<>();
    if (dataDir != null) {
      more.add("--data-dir=" + dataDir);
    }
    more.add("--method=" + method);
    var parsed = new Parsed();
    parse(parsed, more);
    MethodExpression expression = parsed.runs.methods(List.of()).get(0);
    // Known only with the data; any will do to hear whether the model is known.
    parsed.runs.learner(expression, 784, 10, 1);
    return new ClassTrial(parsed.runs, parsed.feed, expression, ReferenceNetworks.NONE);
  }

  private void parse(Object command, List<String> more) {
    List<String> all = new ArrayList<>(more);
    options.forEach((name, value) -> all.add("--" + name + "=" + value));
    new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(all.toArray(String[]::new));
  }

  /** As written, sorted: what the results of runs are kept under. */
  @Override
  public String toString() {
    return options.entrySet().stream()
        .map(option -> option.getKey() + "=" + option.getValue())
        .collect(Collectors.joining(" "));
  }
}
