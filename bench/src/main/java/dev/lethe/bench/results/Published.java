package dev.lethe.bench.results;

import dev.lethe.bench.run.Summary;
import dev.lethe.bench.run.Unit;
import dev.lethe.compare.statistics.Moments;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A published value in the unit that is shown, e.g. {@code 86.12 sd 1.89 n 10}, {@code 89.54 ci
 * 0.21} or {@code 80.43}; a lower bound, e.g. {@code > 85.33}; or {@code none}.
 *
 * @param value the mean; NaN for none
 * @param spread value after ±, as published; NaN for none
 * @param kind meaning of the spread
 * @param n number of runs; 0 if unknown
 * @param bound true if the value is a lower bound that ours should exceed
 */
public record Published(double value, double spread, Kind kind, int n, boolean bound) {
  /** Meaning of a published spread. */
  enum Kind {
    NONE,
    /** Standard deviation of the runs. */
    SD,
    /** Standard error of the mean. */
    SE,
    /** Half-width of the 95 % confidence interval of the mean. */
    CI;

    private String text() {
      return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern FORM =
      Pattern.compile("(> )?(-?[0-9.]+)(?: (sd|se|ci) ([0-9.]+))?(?: n ([0-9]+))?");

  private static final String NONE = "none";

  /**
   * Parses one of the forms above.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static Published parse(String text) {
    if (text.equals(NONE)) {
      return new Published(Double.NaN, Double.NaN, Kind.NONE, 0, false);
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "published: got '%s', expected e.g. '86.12 sd 1.89 n 10'".formatted(text));
    }
    return new Published(
        Double.parseDouble(form.group(2)),
        form.group(4) == null ? Double.NaN : Double.parseDouble(form.group(4)),
        form.group(3) == null ? Kind.NONE : Kind.valueOf(form.group(3).toUpperCase(Locale.ROOT)),
        form.group(5) == null ? 0 : Integer.parseInt(form.group(5)),
        form.group(1) != null);
  }

  /**
   * Returns the half-width of the 95 % confidence interval of the mean, by Student's t for a
   * deviation or a standard error. Returns the spread itself if the number of runs is unknown, and
   * 0 without a spread.
   */
  double halfWidth() {
    if (kind == Kind.NONE) {
      return 0;
    }
    if (kind == Kind.CI || n < 2) {
      return spread;
    }
    return Moments.halfWidth(kind == Kind.SE ? spread : spread / Math.sqrt(n), n);
  }

  /** Returns the value as text for the table. */
  String text(Unit unit) {
    if (Double.isNaN(value)) {
      return "–";
    }
    String text = (bound ? "> " : "") + unit.textOfShown(value);
    if (kind != Kind.NONE) {
      text += " ± " + unit.textOfShown(spread);
    }
    String kindText = kind.text();
    String runs = n > 0 ? "n = " + n : "";
    String separator = kindText.isEmpty() || runs.isEmpty() ? "" : ", ";
    String details = kindText + separator + runs;
    return details.isEmpty() ? text : text + " (" + details + ")";
  }

  /** Compares our result with the published value; docs/results.md explains the verdicts. */
  String verdict(Summary ours, Unit unit) {
    if (Double.isNaN(value)) {
      return "";
    }
    if (ours.n() < 2) {
      return "one seed";
    }
    double difference = unit.shown(ours.mean()) - value;
    double half = unit.shown(ours.halfWidth());
    if (bound) {
      return difference > half ? "above" : difference < -half ? "below" : "inconclusive";
    }
    if (Math.abs(difference) <= half + halfWidth()) {
      return half <= unit.tolerance(value) ? "inside" : "inconclusive";
    }
    double distance = Math.abs(difference);
    return (distance <= unit.tolerance(value) ? "near, " : "outside, ")
        + unit.textOfDifference(distance)
        + (difference > 0 ? " higher" : " lower");
  }
}
