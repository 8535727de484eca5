package dev.lethe.compare.report;

import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.ResultsFile;
import dev.lethe.compare.results.StreamsResults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes {@code report.html}. The page contains its styles, its scripts, the chart library and the
 * results, so it needs neither a server nor a network.
 */
public final class ReportFile {
  /**
   * Scripts of the page. They are one script in the file, since pages from disk have no modules.
   */
  private static final List<String> SCRIPTS =
      List.of(
          "text/format.js",
          "text/names.js",
          "text/metrics.js",
          "look/palette.js",
          "look/theme.js",
          "parts/element.js",
          "parts/interval.js",
          "parts/verdict.js",
          "parts/over-streams.js",
          "parts/rank-diagram.js",
          "parts/ranking.js",
          "parts/hypotheses.js",
          "parts/pairs.js",
          "parts/tuning.js",
          "parts/line-option.js",
          "parts/curves.js",
          "parts/matrices.js",
          "parts/other-metrics.js",
          "parts/ties.js",
          "parts/cost.js",
          "parts/stream.js",
          "parts/runs.js",
          "parts/origin.js",
          "parts/glossary.js",
          "streams.js",
          "main.js");

  private ReportFile() {}

  /** Writes the report; a file that is there is replaced as a whole. */
  public static void write(Path file, ComparisonResults results) throws IOException {
    ResultsFile.replace(file, page(results));
  }

  /** Writes the report over several streams. */
  public static void write(Path file, StreamsResults results) throws IOException {
    ResultsFile.replace(file, page(StreamsReportData.of(results)));
  }

  static String page(ComparisonResults results) throws IOException {
    return page(ReportData.of(results));
  }

  private static String page(Record data) throws IOException {
    var script = new StringBuilder("\"use strict\";\n");
    for (String name : SCRIPTS) {
      script.append("/* ").append(name).append(" */\n").append(resource(name));
    }
    // Each part is inserted once, from left to right: a method may be named like a placeholder.
    var page = new StringBuilder();
    String rest = resource("page.html");
    rest = insert(page, rest, "/*style*/", resource("look/page.css"));
    rest = insert(page, rest, "/*data*/", escaped(ResultsFile.line(data)));
    rest = insert(page, rest, "/*charts*/", resource("lib/echarts.min.js"));
    rest = insert(page, rest, "/*script*/", script.toString());
    return page.append(rest).toString();
  }

  /** Appends a template up to a placeholder and the content in its place. Returns the rest. */
  private static String insert(
      StringBuilder page, String template, String placeholder, String content) {
    int at = template.indexOf(placeholder);
    page.append(template, 0, at).append(content);
    return template.substring(at + placeholder.length());
  }

  /** Escapes JSON for a script element: no text in it can end the element or begin a comment. */
  private static String escaped(String json) {
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ReportFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("resource: got none, expected " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
