package dev.lethe.learner.drift;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;

/**
 * Longest window of recent values whose mean has not fallen, tested for a rise of the mean with the
 * bound of {@link Adwin}.
 */
final class Level implements Stateful {
  private static final double DELTA = 0.002;
  private static final int CLOCK = 32;

  private final BucketWindow window = new BucketWindow();
  private long count;

  /** Adds a value. Returns true if the mean has fallen; the values before the fall are dropped. */
  boolean fallsAfter(double value) {
    window.add(value);
    count++;
    if (count % CLOCK != 0) {
      return false;
    }
    boolean fell = false;
    while (window.anyCut((n0, mean0, n1, mean1) -> mean0 > mean1 && differ(n0, mean0, n1, mean1))) {
      window.dropOldest();
      fell = true;
    }
    return fell;
  }

  /**
   * Returns true if the newer values of at least one cut have a higher mean than the older ones.
   */
  boolean hasRisen() {
    return window.anyCut((n0, mean0, n1, mean1) -> mean1 > mean0 && differ(n0, mean0, n1, mean1));
  }

  /**
   * Returns the mean of the older values at the cut whose rise exceeds its bound by the largest
   * factor; 0 if no mean rises.
   */
  double meanBeforeRise() {
    var steepest = new SteepestRise();
    window.anyCut(steepest);
    return steepest.meanBefore;
  }

  /** Visits all cuts, and keeps the one whose rise exceeds its bound by the largest factor. */
  private final class SteepestRise implements BucketWindow.CutPredicate {
    private double factor;
    private double meanBefore;

    @Override
    public boolean test(long n0, double mean0, long n1, double mean1) {
      double rise = (mean1 - mean0) / AdwinBound.of(window, DELTA, n0, n1);
      if (rise > factor) {
        factor = rise;
        meanBefore = mean0;
      }
      return false;
    }
  }

  private boolean differ(long n0, double mean0, long n1, double mean1) {
    return AdwinBound.differ(window, DELTA, n0, mean0, n1, mean1);
  }

  @Override
  public void save(StateWriter out) {
    window.save(out.put(count));
  }

  @Override
  public void restore(StateReader in) {
    count = in.getLong();
    window.restore(in);
  }
}
