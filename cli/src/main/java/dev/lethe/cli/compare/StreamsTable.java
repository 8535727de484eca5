package dev.lethe.cli.compare;

import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.MethodResult;
import dev.lethe.compare.results.OverStreams;
import dev.lethe.compare.results.OverStreams.MeanRank;
import dev.lethe.compare.results.StreamsResults;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Texts of a comparison over several streams for the console. */
public final class StreamsTable {
  private StreamsTable() {}

  /** Returns mean ranks and means as rows of cells; the first row is the header. */
  public static List<List<String>> rows(StreamsResults results) {
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("method", "mean rank"));
    results.streams().forEach(stream -> header.add(stream.stream().description()));
    rows.add(header);
    OverStreams over = results.overStreams();
    Map<String, Double> ranks =
        over == null
            ? Map.of()
            : over.ranks().stream().collect(Collectors.toMap(MeanRank::method, MeanRank::meanRank));
    for (String method : methods(results)) {
      List<String> row = new ArrayList<>();
      row.add(method);
      row.add(
          ranks.containsKey(method) ? String.format(Locale.ROOT, "%.2f", ranks.get(method)) : "-");
      results.streams().forEach(stream -> row.add(cell(stream, method)));
      rows.add(row);
    }
    return rows;
  }

  /** Returns ranked methods, the best first, then the others. */
  private static Set<String> methods(StreamsResults results) {
    Set<String> methods = new LinkedHashSet<>();
    if (results.overStreams() != null) {
      methods.addAll(results.overStreams().methods());
    }
    results.streams().stream()
        .map(ComparisonResults::methods)
        .flatMap(Collection::stream)
        .map(MethodResult::method)
        .forEach(methods::add);
    return methods;
  }

  private static String cell(ComparisonResults stream, String method) {
    return stream
        .method(method)
        .map(each -> ComparisonTable.cell(each.metric(stream.ranking()), stream.ranking()))
        .orElse("-");
  }
}
