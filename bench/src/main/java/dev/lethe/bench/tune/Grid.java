package dev.lethe.bench.tune;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Values of a setting to choose from. If the best value is at an edge, the grid is extended in that
 * direction, by at most {@link #MAX_EXTENSION} values, with the ratio of the values before:
 *
 * <pre>
 *   next = second · first / third        1e-4, 3e-5, 1e-5  →  3e-6
 * </pre>
 *
 * counted from the edge; with two values, {@code first² / second}.
 *
 * @param name name of the setting; {@code $name} is its placeholder in a method
 * @param values at least two values above 0, ascending
 */
public record Grid(String name, List<BigDecimal> values) {
  /** Maximum number of values by which an edge is extended. */
  static final int MAX_EXTENSION = 4;

  private static final MathContext DIGITS = new MathContext(3);

  public Grid {
    values = List.copyOf(values);
  }

  /**
   * Parses text such as {@code lr=1e-5,3e-5,1e-4}.
   *
   * @throws IllegalArgumentException if there are fewer than two values, or one is not above 0
   */
  public static Grid parse(String text) {
    String[] sides = text.replace(" ", "").split("=", 2);
    if (sides.length == 2 && sides[0].matches("[a-z][a-z-]*")) {
      try {
        var values = new TreeSet<BigDecimal>();
        Arrays.stream(sides[1].split(",")).map(BigDecimal::new).forEach(values::add);
        if (values.size() > 1 && values.first().signum() > 0) {
          return new Grid(sides[0], List.copyOf(values));
        }
      } catch (NumberFormatException e) {
        // reported below
      }
    }
    throw new IllegalArgumentException(
        "grid: got '%s', expected a name and two or more numbers above 0, such as lr=1e-5,1e-4"
            .formatted(text));
  }

  /**
   * Replaces the placeholder of a method by a value.
   *
   * @throws IllegalArgumentException if the method has no placeholder
   */
  String method(String template, BigDecimal value) {
    String placeholder = "$" + name;
    if (!template.contains(placeholder)) {
      throw new IllegalArgumentException(
          "method: got '%s', expected '%s' in it".formatted(template, placeholder));
    }
    return template.replace(placeholder, text(value));
  }

  /** Returns a value as text, e.g. {@code 0.003} or {@code 3e-5}. */
  public static String text(BigDecimal value) {
    return Double.toString(value.doubleValue()).replaceFirst("\\.0(?=E|$)", "").replace('E', 'e');
  }

  /**
   * Returns the values to try next; empty if the choice is made.
   *
   * @param scores scores of the values tried so far, higher is better; NaN without a finite result
   */
  List<BigDecimal> next(SortedMap<BigDecimal, Double> scores) {
    List<BigDecimal> untried = values.stream().filter(v -> !scores.containsKey(v)).toList();
    if (!untried.isEmpty()) {
      return untried;
    }
    List<BigDecimal> tried = new ArrayList<>(scores.keySet());
    List<BigDecimal> reversed = new ArrayList<>(new TreeMap<>(scores).descendingKeySet());
    Optional<BigDecimal> best = best(scores);
    if (best.isEmpty()) {
      return List.of();
    }
    if (best.get().equals(tried.get(0)) && tried.indexOf(values.get(0)) < MAX_EXTENSION) {
      return List.of(beyond(tried));
    }
    BigDecimal last = values.get(values.size() - 1);
    if (best.get().equals(reversed.get(0)) && reversed.indexOf(last) < MAX_EXTENSION) {
      return List.of(beyond(reversed));
    }
    return List.of();
  }

  private static BigDecimal beyond(List<BigDecimal> fromEdge) {
    BigDecimal first = fromEdge.get(0);
    BigDecimal second = fromEdge.get(1);
    BigDecimal next =
        fromEdge.size() > 2
            ? second.multiply(first).divide(fromEdge.get(2), DIGITS)
            : first.multiply(first).divide(second, DIGITS);
    return next.stripTrailingZeros();
  }

  /** Returns the value with the highest score, the smallest on a tie; empty if all are NaN. */
  static Optional<BigDecimal> best(SortedMap<BigDecimal, Double> scores) {
    BigDecimal best = null;
    for (Map.Entry<BigDecimal, Double> score : scores.entrySet()) {
      if (!score.getValue().isNaN() && (best == null || score.getValue() > scores.get(best))) {
        best = score.getKey();
      }
    }
    return Optional.ofNullable(best);
  }

  /** Returns true if the best value is the smallest or the largest one tried. */
  static boolean isAtEdge(SortedMap<BigDecimal, Double> scores) {
    return best(scores)
        .filter(v -> v.equals(scores.firstKey()) || v.equals(scores.lastKey()))
        .isPresent();
  }
}
