package dev.lethe.compare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.compare.report.CurveBand.Point;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.RunResult.Cost;
import dev.lethe.compare.results.RunResult.CurvePoint;
import dev.lethe.compare.results.RunResult.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurveBandTest {
  @Test
  void shouldBeTheMeanWithItsInterval() {
    // When
    List<Point> points = band(run(point(100, .8)), run(point(100, .9))).points();

    // Then: t(.975, 1) · s / √2, with s = .1 / √2
    assertThat(points).hasSize(1);
    assertThat(points.get(0).n()).isEqualTo(2);
    assertThat(points.get(0).mean()).isCloseTo(.85, within(1e-12));
    assertThat(points.get(0).high()).isCloseTo(.85 + 12.7062 * .05, within(1e-4));
  }

  @Test
  void shouldInterpolateBetweenThePointsOfASeed() {
    // When
    List<Point> points =
        band(run(point(0, .2), point(100, .4)), run(point(0, .2), point(50, .5), point(100, .4)))
            .points();

    // Then
    assertThat(points).extracting(Point::examples).containsExactly(0L, 50L, 100L);
    assertThat(points.get(1).mean()).isCloseTo((.3 + .5) / 2, within(1e-12));
  }

  @Test
  void shouldCountOnlySeedsWhoseCurveIsDefined() {
    // When
    List<Point> points =
        band(run(point(0, Double.NaN), point(50, .6)), run(point(0, .5), point(50, .8))).points();

    // Then
    assertThat(points).extracting(Point::n).containsExactly(1, 2);
    assertThat(points.get(0).low()).isNaN();
  }

  @Test
  void shouldThinLongCurvesAndKeepTheirEnds() {
    // Given
    List<CurvePoint> curve = new ArrayList<>();
    for (int i = 0; i <= 1_000; i++) {
      curve.add(point(i, .5));
    }

    // When
    List<Point> points = band(run(curve.toArray(CurvePoint[]::new))).points();

    // Then
    assertThat(points).hasSizeLessThan(300);
    assertThat(points.get(0).examples()).isZero();
    assertThat(points.get(points.size() - 1).examples()).isEqualTo(1_000);
  }

  private static CurveBand band(RunResult... runs) {
    return CurveBand.of(List.of(runs), CurvePoint::averageAccuracy);
  }

  private static CurvePoint point(long examples, double accuracy) {
    return new CurvePoint(examples, 0, accuracy, Double.NaN, Double.NaN, false);
  }

  private static RunResult run(CurvePoint... curve) {
    return new RunResult(
        "er-s1",
        "er",
        1,
        null,
        false,
        Status.FINISHED,
        null,
        Map.of(),
        0,
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of(curve),
        List.of(),
        null,
        Cost.unknown());
  }
}
