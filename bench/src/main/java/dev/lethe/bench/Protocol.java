package dev.lethe.bench;

import dev.lethe.cli.command.FeedOptions;
import dev.lethe.cli.command.RunOptions;
import dev.lethe.learner.method.MethodExpression;
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
 * What a method is run on and how: options of {@code bench/run} without their dashes.
 *
 * @param options by name, e.g. {@code scenario} → {@code split}
 */
record Protocol(SortedMap<String, String> options) {
  @Command
  private static final class Parsed {
    @Mixin private RunOptions runs;
    @Mixin private FeedOptions feed;
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

  /**
   * Ready to run.
   *
   * @param dataDir where data sets are, or null
   * @throws IllegalArgumentException if the method or the model is not known
   */
  Trial trial(String method, Path dataDir) {
    List<String> arguments = arguments();
    if (dataDir != null) {
      arguments.add("--data-dir=" + dataDir);
    }
    arguments.add("--method=" + method);
    var parsed = new Parsed();
    new CommandLine(parsed)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(arguments.toArray(String[]::new));
    MethodExpression expression = parsed.runs.methods(List.of()).get(0);
    // Known only with the data; any will do to hear whether the model is known.
    parsed.runs.learner(expression, 784, 10, 1);
    return new Trial(parsed.runs, parsed.feed, expression);
  }

  /** The command that runs it by hand. */
  String command(String method, String seeds) {
    String written =
        options.entrySet().stream()
            .map(option -> "--" + option.getKey() + " " + quoted(option.getValue()))
            .collect(Collectors.joining(" "));
    return "bench/run --data-dir DIR %s --method %s --seeds %s"
        .formatted(written, quoted(method), seeds);
  }

  private List<String> arguments() {
    return options.entrySet().stream()
        .map(option -> "--" + option.getKey() + "=" + option.getValue())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** As written, sorted: what the results of runs are kept under. */
  @Override
  public String toString() {
    return options.entrySet().stream()
        .map(option -> option.getKey() + "=" + option.getValue())
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9._:-]+") ? text : "'" + text + "'";
  }
}
