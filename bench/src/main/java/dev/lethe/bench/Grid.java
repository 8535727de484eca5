package dev.lethe.bench;

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
 * Values among which a setting is chosen. Where the best lies at an edge, the grid goes on in that
 * direction, at most {@link #MOST} values each way, as it went so far:
 *
 * <pre>
 *   next = second · first / third        1e-4, 3e-5, 1e-5  →  3e-6
 * </pre>
 *
 * counted from the edge; of two values, {@code first² / second}.
 *
 * @param name of the setting; {@code $name} stands for it in a method
 * @param values ascending, at least two, above 0
 */
record Grid(String name, List<BigDecimal> values) {
  /** Values that an edge goes on by at most. */
  static final int MOST = 4;

  private static final MathContext DIGITS = new MathContext(3);

  Grid {
    values = List.copyOf(values);
  }

  /** Reads {@code lr=1e-5,3e-5,1e-4}. */
  static Grid parse(String text) {
    String[] sides = text.replace(" ", "").split("=", 2);
    if (sides.length == 2 && sides[0].matches("[a-z][a-z-]*")) {
      try {
        var values = new TreeSet<BigDecimal>();
        Arrays.stream(sides[1].split(",")).map(BigDecimal::new).forEach(values::add);
        if (values.size() > 1 && values.first().signum() > 0) {
          return new Grid(sides[0], List.copyOf(values));
        }
      } catch (NumberFormatException e) {
        // said below
      }
    }
    throw new IllegalArgumentException(
        "grid: got '%s', expected a name and two or more numbers above 0, as lr=1e-5,3e-5,1e-4"
            .formatted(text));
  }

  /**
   * A method with a value in place of {@code $name}.
   *
   * @throws IllegalArgumentException if the method does not have it
   */
  String method(String template, BigDecimal value) {
    String place = "$" + name;
    if (!template.contains(place)) {
      throw new IllegalArgumentException(
          "method: got '%s', expected '%s' in it".formatted(template, place));
    }
    return template.replace(place, text(value));
  }

  /** A value as it is written, e.g. {@code 0.003}, {@code 3e-5}. */
  static String text(BigDecimal value) {
    return Double.toString(value.doubleValue()).replaceFirst("\\.0(?=E|$)", "").replace('E', 'e');
  }

  /**
   * What is still to be tried.
   *
   * @param scores of what has been tried, more is better; NaN where a run came to nothing
   * @return empty once the choice is made
   */
  List<BigDecimal> wanted(SortedMap<BigDecimal, Double> scores) {
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
    if (best.get().equals(tried.get(0)) && tried.indexOf(values.get(0)) < MOST) {
      return List.of(beyond(tried));
    }
    BigDecimal last = values.get(values.size() - 1);
    if (best.get().equals(reversed.get(0)) && reversed.indexOf(last) < MOST) {
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

  /** The value of the highest score, the smallest of equals; empty if all are NaN. */
  static Optional<BigDecimal> best(SortedMap<BigDecimal, Double> scores) {
    BigDecimal best = null;
    for (Map.Entry<BigDecimal, Double> score : scores.entrySet()) {
      if (!score.getValue().isNaN() && (best == null || score.getValue() > scores.get(best))) {
        best = score.getKey();
      }
    }
    return Optional.ofNullable(best);
  }

  /** Whether the best of what was tried is the smallest or the largest of it. */
  static boolean atEdge(SortedMap<BigDecimal, Double> scores) {
    return best(scores)
        .filter(v -> v.equals(scores.firstKey()) || v.equals(scores.lastKey()))
        .isPresent();
  }
}
