package dev.lethe.streams.readmodel;

import java.util.ArrayList;
import java.util.List;

/**
 * At most {@value #MAX_POINTS} points over a run of any length: when they are full, every other one
 * goes and from then on half as many are taken in, so that they stay even. The newest is always
 * there. Not safe for use by many threads.
 */
final class PointHistory {
  static final int MAX_POINTS = 600;

  private List<Point> kept = new ArrayList<>();
  private long seen;
  private long stride = 1;
  private Point newest;

  void add(Point point) {
    newest = newest == null ? point : point.sharing(newest);
    if (seen % stride == 0) {
      kept.add(newest);
    }
    seen++;
    if (kept.size() == MAX_POINTS) {
      kept = everyOther(kept);
      stride *= 2;
    }
  }

  /**
   * @param max points wanted at most, 2 or more; fewer than are kept makes them sparser
   * @return a new list, oldest first
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
