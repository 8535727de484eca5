package dev.lethe.streams.alert;

import dev.lethe.streams.alert.AlertRule.Comparison;
import dev.lethe.streams.alert.AlertRule.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads rules, one a line:
 *
 * <pre>
 *   # comment
 *   forgets: forgetting(window=any) &gt; 0.2 for 10m on run=prod-* method=er*
 * </pre>
 *
 * <p>Name, argument, {@code for} and {@code on} may be left out. A rule without a name is called
 * like its text.
 */
public final class AlertRules {
  private static final Pattern RULE =
      Pattern.compile(
          "(?:(?<name>[A-Za-z0-9][A-Za-z0-9._-]*):\\s*)?"
              + "(?<condition>(?<metric>[a-z-]+)\\s*(?:\\((?<argument>[^()]*)\\))?"
              + "\\s*(?<comparison>[<>]=?|[=!]+)\\s*(?<threshold>\\S+)"
              + "(?:\\s+for\\s+(?<duration>\\S+))?(?:\\s+on\\s+(?<filters>.+))?)");

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhd])");

  private AlertRules() {}

  /**
   * Reads the rules of a file.
   *
   * @throws IllegalArgumentException if the file cannot be read or a line is not a rule; the
   *     message names file and line
   */
  public static List<AlertRule> read(Path file) {
    try {
      return parse(Files.readAllLines(file), file.toString());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "alert.rules: got '%s', expected a file that can be read (%s)"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * Reads rules.
   *
   * @param source name of the file, for messages
   * @throws IllegalArgumentException if a line is not a rule
   */
  static List<AlertRule> parse(List<String> lines, String source) {
    List<AlertRule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        AlertRule rule = parse(line);
        if (!names.add(rule.name())) {
          throw new IllegalArgumentException(
              "name: got '%s' again, expected each name once".formatted(rule.name()));
        }
        rules.add(rule);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "alert.rules: %s, line %d: %s".formatted(source, i + 1, e.getMessage()), e);
      }
    }
    return List.copyOf(rules);
  }

  private static AlertRule parse(String line) {
    Matcher rule = RULE.matcher(line);
    if (!rule.matches()) {
      throw new IllegalArgumentException(
          "rule: got '%s', expected a rule such as 'forgets: forgetting(window=any) > 0.2 for 10m'"
              .formatted(line));
    }
    AlertMetric metric =
        AlertMetric.of(rule.group("metric"))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "metric: got '%s', expected one of %s"
                            .formatted(rule.group("metric"), AlertMetric.names())));
    Selector selector = selector(metric, Optional.ofNullable(rule.group("argument")));
    String condition = rule.group("condition").strip().replaceAll("\\s+", " ");
    var filters = filters(Optional.ofNullable(rule.group("filters")));
    return new AlertRule(
        Optional.ofNullable(rule.group("name")).orElse(condition),
        condition,
        metric,
        selector,
        comparison(rule.group("comparison")),
        number(rule.group("threshold")),
        duration(Optional.ofNullable(rule.group("duration"))),
        filters.run(),
        filters.method());
  }

  private static Selector selector(AlertMetric metric, Optional<String> argument) {
    if (argument.isEmpty() || argument.get().isBlank()) {
      if (metric.needsName()) {
        throw new IllegalArgumentException(
            "%s: got no name, expected one, such as %s(name=lag)"
                .formatted(metric.text(), metric.text()));
      }
      return new Selector.OfRun();
    }
    String[] pair = argument.get().strip().split("\\s*=\\s*", 2);
    if (pair.length == 2 && pair[0].equals("window") && metric.hasWindows()) {
      return window(pair[1]);
    }
    if (pair.length == 2 && pair[0].equals("name") && metric.hasNames()) {
      return new Selector.Named(pair[1]);
    }
    throw new IllegalArgumentException(
        "%s: got argument '%s', expected %s"
            .formatted(
                metric.text(),
                argument.get(),
                metric.hasWindows()
                    ? "window=any, window=all or window=N"
                    : metric.hasNames() ? "name=NAME" : "none"));
  }

  private static Selector window(String text) {
    return switch (text) {
      case "any" -> new Selector.AnyWindow();
      case "all" -> new Selector.AllWindows();
      default -> {
        if (!text.matches("\\d{1,9}")) {
          throw new IllegalArgumentException(
              "window: got '%s', expected any, all or a number from 0".formatted(text));
        }
        yield new Selector.OneWindow(Integer.parseInt(text));
      }
    };
  }

  private static Comparison comparison(String text) {
    try {
      return Comparison.of(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("comparison: " + e.getMessage(), e);
    }
  }

  private static double number(String text) {
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The message below says it.
    }
    throw new IllegalArgumentException(
        "threshold: got '%s', expected a number such as 0.2".formatted(text));
  }

  private static Duration duration(Optional<String> text) {
    if (text.isEmpty()) {
      return Duration.ZERO;
    }
    Matcher duration = DURATION.matcher(text.get());
    if (!duration.matches()) {
      throw new IllegalArgumentException(
          "for: got '%s', expected a time such as 30s, 10m, 2h or 1d".formatted(text.get()));
    }
    long amount = Long.parseLong(duration.group(1));
    return switch (duration.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private record Filters(Pattern run, Optional<Pattern> method) {}

  private static Filters filters(Optional<String> text) {
    Optional<Pattern> run = Optional.empty();
    Optional<Pattern> method = Optional.empty();
    for (String filter : text.map(all -> all.strip().split("\\s+")).orElse(new String[0])) {
      String[] pair = filter.split("=", 2);
      if (pair.length == 2 && pair[0].equals("run") && run.isEmpty()) {
        run = Optional.of(glob(pair[1]));
      } else if (pair.length == 2 && pair[0].equals("method") && method.isEmpty()) {
        method = Optional.of(glob(pair[1]));
      } else {
        throw new IllegalArgumentException(
            "on: got '%s', expected run=PATTERN or method=PATTERN, each once".formatted(filter));
      }
    }
    return new Filters(run.orElseGet(() -> glob("*")), method);
  }

  /** Returns a pattern in which {@code *} stands for any text. */
  private static Pattern glob(String text) {
    return Pattern.compile(
        Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }
}
