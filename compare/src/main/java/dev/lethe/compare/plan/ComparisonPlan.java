package dev.lethe.compare.plan;

import dev.lethe.compare.analysis.ComparedMethod;
import dev.lethe.compare.analysis.Hypothesis;
import dev.lethe.compare.analysis.TuningPlan;
import dev.lethe.compare.results.ResultsFile;
import dev.lethe.compare.results.RunMetric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything that decides the results of a comparison, fixed before its first run.
 *
 * @param schema name and version of the schema, {@value #SCHEMA}
 * @param stream the stream in words, with all its options
 * @param streamPerSeed true if each seed has a stream of its own
 * @param methods requested methods, then baselines
 * @param seeds seeds of the runs, ascending
 * @param metric {@link RunMetric#key} of the ranking; null for the default
 * @param hypotheses statements to test; the tests of everything else are exploratory
 * @param settings settings that all runs share, by name
 * @param tuning choice among the points of a grid; null without a grid
 */
public record ComparisonPlan(
    String schema,
    String stream,
    boolean streamPerSeed,
    List<ComparedMethod> methods,
    List<Long> seeds,
    String metric,
    List<Hypothesis> hypotheses,
    Map<String, String> settings,
    TuningPlan tuning) {
  /** Name and version of the schema that this version writes. */
  public static final String SCHEMA = "lethe-plan-1";

  public ComparisonPlan {
    methods = List.copyOf(methods);
    seeds = List.copyOf(seeds);
    hypotheses = List.copyOf(hypotheses);
    settings = new TreeMap<>(settings);
    if (methods.stream().map(ComparedMethod::method).distinct().count() < methods.size()) {
      throw new IllegalArgumentException(
          "method: got %s, expected each once"
              .formatted(methods.stream().map(ComparedMethod::method).toList()));
    }
    if (metric != null) {
      RunMetric.parse(metric);
    }
    long questions =
        hypotheses.stream()
            .map(each -> Set.of(each.better(), each.worse(), each.metricOr(metric)))
            .distinct()
            .count();
    if (questions < hypotheses.size()) {
      throw new IllegalArgumentException(
          "hypothesis: got %s, expected one for two methods and a metric".formatted(hypotheses));
    }
  }

  /**
   * Returns what another plan has instead, in words.
   *
   * @return empty if the plans are equal
   */
  public Optional<String> difference(ComparisonPlan other) {
    if (equals(other)) {
      return Optional.empty();
    }
    if (!other.methods.equals(methods)) {
      return Optional.of(
          "methods %s".formatted(other.methods.stream().map(ComparedMethod::method).toList()));
    }
    if (!other.seeds.equals(seeds)) {
      return Optional.of("seeds %s".formatted(other.seeds));
    }
    if (!other.stream.equals(stream) || other.streamPerSeed != streamPerSeed) {
      return Optional.of("stream %s".formatted(other.stream));
    }
    if (!other.hypotheses.equals(hypotheses)) {
      return Optional.of("hypotheses %s".formatted(other.hypotheses));
    }
    if (!Objects.equals(other.tuning, tuning)) {
      return Optional.of(other.tuning == null ? "no grid" : other.tuning.toString());
    }
    Map<String, String> others = new TreeMap<>(other.settings);
    others.entrySet().removeAll(settings.entrySet());
    return Optional.of(others.isEmpty() ? "other settings" : "settings %s".formatted(others));
  }

  /**
   * Reads a plan and checks that this one is the same.
   *
   * @throws IllegalArgumentException if it differs, or the file holds no plan
   */
  public void requireEqual(Path file) {
    ComparisonPlan fixed;
    try {
      fixed = ResultsFile.read(file, ComparisonPlan.class);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "plan: got %s, expected the plan.json of a comparison (%s)"
              .formatted(file, e.getMessage().lines().findFirst().orElse("empty")),
          e);
    }
    Optional<String> difference = difference(fixed);
    if (difference.isPresent()) {
      throw new IllegalArgumentException(
          "plan: got %s, which has %s, expected that of these options"
              .formatted(file, difference.get()));
    }
  }

  /** Returns the SHA-256 of the plan's file, in hex. */
  public String sha256() {
    return sha256("");
  }

  /** Returns the SHA-256 of the plan and of a text that is not part of it, in hex. */
  String sha256(String more) {
    try {
      byte[] text = (ResultsFile.text(this) + "\n" + more).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("a plan is always writable", e);
    }
  }
}
