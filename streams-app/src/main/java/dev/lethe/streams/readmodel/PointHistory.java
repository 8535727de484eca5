package dev.lethe.streams.readmodel;

import java.util.ArrayList;
import java.util.List;

/**
 * History of a run in at most {@value #MAX_POINTS} evenly spaced points, and the newest one. At the
 * maximum, every other point is dropped, and from then on half as many points are kept. Not
 * thread-safe.
 */
final class PointHistory {
  static final int MAX_POINTS = 600;

  private List<Point> kept = new ArrayList<>();
  private long added;
  private long stride = 1;
  private Point newest;

  void add(Point point) {
    newest = newest == null ? point : point.sharing(newest);
    if (added % stride == 0) {
      kept.add(newest);
    }
    added++;
    if (kept.size() == MAX_POINTS) {
      kept = everyOther(kept);
      stride *= 2;
    }
  }

  /**
   * Returns a new list of points, oldest first.
   *
   * @param max maximum number of points, at least 2; if more are kept, they are thinned out
   */
  List<Point> points(int max) {
    List<Point> points = kept;
    while (points.size() > max - 1) {
      points = everyOther(points);
    }
    var copy = new ArrayList<>(points);
    if (newest != null && !newest.equals(copy.get(copy.size() - 1))) {
      copy.add(newest);
    }
    return copy;
  }

  private static List<Point> everyOther(List<Point> points) {
    var half = new ArrayList<Point>(points.size() / 2 + 1);
    for (int i = 0; i < points.size(); i += 2) {
      half.add(points.get(i));
    }
    return half;
  }
}
