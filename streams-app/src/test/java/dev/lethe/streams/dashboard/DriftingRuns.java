package dev.lethe.streams.dashboard;

import dev.lethe.schemas.Alarm;
import dev.lethe.schemas.Fall;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.WindowMetrics;
import dev.lethe.streams.readmodel.RunBoard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Runs that forget, as in a real stream: window 2 falls when window 3 is trained. */
final class DriftingRuns {
  private static final String[] METHODS = {
    "er(memory=500)+sgd(lr=0.1)",
    "naive+sgd(lr=0.1)",
    "mir(memory=500)+sgd(lr=0.1)",
    "der(alpha=0.5,memory=500)+sgd(lr=0.1)",
    "er(batch=10,memory=200)+redo(every=1000,tau=0.025)+sgd(lr=0.1)",
    "lwf(alpha=1)+sgd(lr=0.1)"
  };

  private DriftingRuns() {}

  /** Adds runs that have learned some windows, with a point of history at each window end. */
  static void accept(RunBoard board, int runs, int windows) {
    for (int r = 0; r < runs; r++) {
      String name = name(r);
      board.accept(SampleRuns.live(name, method(r), r));
      for (int ended = 1; ended <= windows; ended++) {
        board.accept(
            SampleRuns.atWindowEnd(name, rows(r, ended)),
            SampleRuns.START.plusSeconds(ended).toEpochMilli());
      }
    }
  }

  /** Adds metrics of the first run in the middle of its next window, in which window 1 falls. */
  static void acceptMidWindow(RunBoard board, int windows, double now) {
    RunMetrics ended = SampleRuns.atWindowEnd(name(0), rows(0, windows));
    var list = new ArrayList<WindowMetrics>();
    for (WindowMetrics window : ended.getWindows()) {
      list.add(
          window.getWindow() == 1
              ? WindowMetrics.newBuilder(window).setHoldout(now).build()
              : window);
    }
    int open = windows;
    String task = 2 * open + "-" + (2 * open + 1);
    list.add(new WindowMetrics(open, task, 400L, .6, .41, null, null, null, false));
    double best = ended.getWindows().get(1).getLearning();
    board.accept(
        RunMetrics.newBuilder(ended)
            .setWindows(list)
            .setExamples(ended.getExamples() + 400)
            .setLargestFall(new Fall(1, best, now, open))
            .build(),
        SampleRuns.START.plusSeconds(windows + 1).toEpochMilli());
  }

  /** Adds alarms to the newest metrics of a run. */
  static void acceptAlarms(RunBoard board, int run, int windows, String... texts) {
    List<Alarm> alarms =
        Arrays.stream(texts)
            .map(text -> new Alarm("sample", text, SampleRuns.START.plusSeconds(3)))
            .toList();
    board.accept(
        RunMetrics.newBuilder(SampleRuns.atWindowEnd(name(run), rows(run, windows)))
            .setAlarms(alarms)
            .build(),
        SampleRuns.START.plusSeconds(windows).toEpochMilli());
  }

  /** Returns the name that the command line derives. */
  static String name(int run) {
    return method(run).replaceAll("[^a-z0-9.]+", "-").replaceAll("-$", "") + "-s" + seed(run);
  }

  static String method(int run) {
    return METHODS[run % METHODS.length];
  }

  static int seed(int run) {
    return 1 + run / METHODS.length;
  }

  /** Row i is R[i][0..i] of a run; the second method keeps nothing. */
  private static double[][] rows(int run, int ended) {
    double step = run % METHODS.length == 1 ? .35 : .012 + .004 * (run % METHODS.length);
    return IntStream.range(0, ended)
        .mapToObj(i -> IntStream.rangeClosed(0, i).mapToDouble(j -> cell(i, j, step)).toArray())
        .toArray(double[][]::new);
  }

  private static double cell(int i, int j, double step) {
    double shock = j == 2 && i >= 3 ? .16 : 0;
    double learned = .99 - .01 * (j % 4);
    return Math.max(.02, learned - shock - step * Math.min(i - j, 8));
  }
}
