package dev.lethe.compare.results;

import dev.lethe.compare.analysis.StreamAnalysis;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Results of a made-up comparison over several streams, on which other methods are best. */
public final class SampleStreams {
  private SampleStreams() {}

  /** Returns a comparison with two methods or more on each of several streams. */
  public static StreamsResults of(int methods, int streams) {
    List<ComparisonResults> parts =
        IntStream.rangeClosed(1, streams)
            .mapToObj(
                stream -> SampleResults.ofKept(kept(methods, stream), 3).named("stream " + stream))
            .toList();
    return StreamAnalysis.of(parts, parts.get(0).provenance());
  }

  private static Map<String, Double> kept(int methods, int stream) {
    Map<String, Double> kept = new LinkedHashMap<>();
    for (int i = 0; i < methods; i++) {
      kept.put(
          "er(memory=%d)".formatted(100 * (i + 1)),
          .95 - .9 / methods * i - .02 * ((i * 7 + stream * 5) % 11));
    }
    kept.replaceAll((method, share) -> Math.max(.05, share));
    return kept;
  }
}
