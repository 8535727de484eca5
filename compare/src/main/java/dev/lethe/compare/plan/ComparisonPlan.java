package dev.lethe.compare.plan;

import dev.lethe.compare.analysis.ComparedMethod;
import dev.lethe.compare.results.ResultsFile;
import dev.lethe.compare.results.RunMetric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
 * @param settings settings that all runs share, by name
 */
public record ComparisonPlan(
    String schema,
    String stream,
    boolean streamPerSeed,
    List<ComparedMethod> methods,
    List<Long> seeds,
    String metric,
    Map<String, String> settings) {
  /** Name and version of the schema that this version writes. */
  public static final String SCHEMA = "lethe-plan-1";

  public ComparisonPlan {
    methods = List.copyOf(methods);
    seeds = List.copyOf(seeds);
    settings = new TreeMap<>(settings);
    if (methods.stream().map(ComparedMethod::method).distinct().count() < methods.size()) {
      throw new IllegalArgumentException(
          "method: got %s, expected each once"
              .formatted(methods.stream().map(ComparedMethod::method).toList()));
    }
    if (metric != null) {
      RunMetric.parse(metric);
    }
  }

  /** Returns the SHA-256 of the plan, in hex. */
  public String sha256() {
    return sha256("");
  }

  /** Returns the SHA-256 of the plan and of a text that is not part of it, in hex. */
  String sha256(String more) {
    try {
      byte[] text = (ResultsFile.text(this) + more).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("a plan is always writable", e);
    }
  }
}
