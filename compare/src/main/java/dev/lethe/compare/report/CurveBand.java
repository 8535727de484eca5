package dev.lethe.compare.report;

import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.RunResult.CurvePoint;
import dev.lethe.compare.statistics.Interval;
import dev.lethe.compare.statistics.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Mean of a curve over the seeds of a method, with its interval at each point.
 *
 * @param points points in the order of the stream; those that no seed has are left out
 */
record CurveBand(List<Point> points) {
  /** More points than this cannot be told apart on a screen. */
  private static final int MAX_POINTS = 240;

  /**
   * Mean at a moment of the stream.
   *
   * @param examples number of predictions before
   * @param n number of seeds that have a value
   * @param mean mean over these seeds
   * @param low lower end of Student's 95 % interval of the mean; NaN for one seed
   * @param high upper end of this interval; NaN for one seed
   */
  record Point(long examples, int n, double mean, double low, double high) {}

  /**
   * Computes the band of a metric.
   *
   * @param runs runs of one method
   * @param value metric of a point; NaN if it is not defined
   */
  static CurveBand of(List<RunResult> runs, ToDoubleFunction<CurvePoint> value) {
    List<CurveLine> lines = runs.stream().map(run -> CurveLine.of(run.curve(), value)).toList();
    List<Point> points = new ArrayList<>();
    for (long at : positions(lines)) {
      double[] values =
          lines.stream().mapToDouble(line -> line.at(at)).filter(Double::isFinite).toArray();
      if (values.length > 0) {
        Interval interval = Moments.of(values).interval();
        points.add(
            new Point(at, values.length, interval.estimate(), interval.low(), interval.high()));
      }
    }
    return new CurveBand(points);
  }

  /** Returns the positions of all lines, at most {@value #MAX_POINTS} of them. */
  private static List<Long> positions(List<CurveLine> lines) {
    List<Long> all =
        lines.stream().flatMap(line -> line.positions().stream()).distinct().sorted().toList();
    if (all.size() <= MAX_POINTS) {
      return all;
    }
    List<Long> some = new ArrayList<>();
    for (int i = 0; i < MAX_POINTS; i++) {
      some.add(all.get((int) ((long) i * (all.size() - 1) / (MAX_POINTS - 1))));
    }
    return some;
  }
}
