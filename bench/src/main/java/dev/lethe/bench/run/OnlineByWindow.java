package dev.lethe.bench.run;

import java.util.Map;
import java.util.TreeMap;

/** Test-then-train accuracy of each window; NaN where there is none. */
final class OnlineByWindow {
  private static final class Tally {
    long predicted;
    long right;

    double accuracy() {
      return (double) right / predicted;
    }
  }

  private final TreeMap<Integer, Tally> windows = new TreeMap<>();

  void add(int window, boolean right) {
    Tally tally = windows.computeIfAbsent(window, number -> new Tally());
    tally.predicted++;
    tally.right += right ? 1 : 0;
  }

  double first() {
    return of(windows.firstEntry());
  }

  double best() {
    return windows.values().stream().mapToDouble(Tally::accuracy).max().orElse(Double.NaN);
  }

  double last() {
    return of(windows.lastEntry());
  }

  private static double of(Map.Entry<Integer, Tally> window) {
    return window == null ? Double.NaN : window.getValue().accuracy();
  }
}
