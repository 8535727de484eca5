package dev.lethe.bench.protocol;

import static java.util.stream.Collectors.joining;

import dev.lethe.bench.run.Trial;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The conditions under which a method runs: options of {@code bench/run} without their dashes, or
 * of {@code bench/regression} if {@code stream} is one of them.
 *
 * @param options values by name, e.g. {@code split} for {@code scenario}
 */
public record Protocol(SortedMap<String, String> options) {
  /** Option that selects a regression. */
  public static final String STREAM = "stream";

  /** Option that replaces the test examples by training examples. */
  public static final String VALIDATION = "validation";

  public Protocol(Map<String, String> options) {
    this(new TreeMap<>(options));
  }

  /** Returns this protocol with some options changed. */
  public Protocol with(Map<String, String> changes) {
    var all = new TreeMap<>(options);
    all.putAll(changes);
    return new Protocol(all);
  }

  /** Returns true if the stream is a regression, not a stream of classes. */
  public boolean isRegression() {
    return options.containsKey(STREAM);
  }

  /**
   * Creates the trial of a method under this protocol.
   *
   * @param dataDir directory of the data sets; empty if none is needed
   * @throws IllegalArgumentException if the method, the model or an option is invalid
   */
  public Trial trial(String method, Optional<Path> dataDir) {
    return isRegression()
        ? ProtocolReader.regressionTrial(options, method)
        : ProtocolReader.classTrial(options, method, dataDir);
  }

  /** Returns all options, sorted by name. Kept results are found by this text. */
  @Override
  public String toString() {
    return options.entrySet().stream()
        .map(option -> option.getKey() + "=" + option.getValue())
        .collect(joining(" "));
  }
}
