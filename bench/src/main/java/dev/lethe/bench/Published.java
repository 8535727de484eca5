package dev.lethe.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * A published value, in percent where the figure is, as in {@code 86.12 sd 1.89 n 10}, {@code 89.54
 * ci 0.21}, {@code 80.43}; a floor that is to be exceeded, as in {@code > 85.33}; or {@code none}.
 *
 * @param value the mean
 * @param spread behind the ±, as published; NaN for none
 * @param kind of the spread: {@code sd} of the runs, {@code se} or 95 % {@code ci} of their mean
 * @param n runs; 0 where it is not known
 * @param floor whether it is one
 */
record Published(double value, double spread, String kind, int n, boolean floor) {
  private static final Pattern FORM =
      Pattern.compile("(> )?(-?[0-9.]+)(?: (sd|se|ci) ([0-9.]+))?(?: n ([0-9]+))?");

  private static final String NONE = "none";

  static Published parse(String text) {
    if (text.equals(NONE)) {
      return new Published(Double.NaN, Double.NaN, "", 0, false);
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "published: got '%s', expected e.g. '86.12 sd 1.89 n 10'".formatted(text));
    }
    return new Published(
        Double.parseDouble(form.group(2)),
        form.group(4) == null ? Double.NaN : Double.parseDouble(form.group(4)),
        form.group(3) == null ? "" : form.group(3),
        form.group(5) == null ? 0 : Integer.parseInt(form.group(5)),
        form.group(1) != null);
  }

  /**
   * Half of the 95 % interval of the mean: t s/√n of a deviation, t times a standard error; the
   * spread itself where the number of runs is not known; 0 without a spread.
   */
  double halfWidth() {
    if (Double.isNaN(spread)) {
      return 0;
    }
    if (kind.equals("ci") || n < 2) {
      return spread;
    }
    double t = new TDistribution(n - 1).inverseCumulativeProbability(0.975);
    return kind.equals("se") ? t * spread : t * spread / Math.sqrt(n);
  }

  /** As a table shows it. */
  String shown(Unit unit) {
    if (Double.isNaN(value)) {
      return "–";
    }
    String text = (floor ? "> " : "") + unit.published(value);
    if (!Double.isNaN(spread)) {
      text += " ± " + unit.published(spread);
    }
    String what = (kind + (n > 0 ? (kind.isEmpty() ? "" : ", ") + "n = " + n : "")).strip();
    return what.isEmpty() ? text : text + " (" + what + ")";
  }

  /** How ours lies to it. */
  String verdict(Summary ours, Unit unit) {
    if (Double.isNaN(value)) {
      return "";
    }
    if (ours.n() < 2) {
      return "one seed";
    }
    double difference = unit.written(ours.mean()) - value;
    double half = unit.written(ours.halfWidth());
    if (floor) {
      return difference > half ? "above" : difference < -half ? "below" : "not told apart";
    }
    if (Math.abs(difference) <= half + halfWidth()) {
      return half <= unit.near(value) ? "inside" : "not told apart";
    }
    double distance = Math.abs(difference);
    return (distance <= unit.near(value) ? "near, " : "outside, ")
        + unit.distance(distance)
        + (difference > 0 ? " higher" : " lower");
  }
}
