package dev.lethe.learner.plasticity;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.Arrays;

/**
 * Inactivity of each unit of a layer: the current inactive spell, a histogram of past spells, and a
 * threshold. All lengths are numbers of examples.
 *
 * <p>Memory is bounded: the histogram has one bin per length up to 15 and eight bins per doubling
 * above, so a threshold exceeds the exact percentile by less than 1/8. Thresholds up to 20 000 need
 * 98 bins, 392 bytes per unit.
 */
final class InactivityTimes implements Stateful {
  /** Minimum number of spells for a meaningful percentile. */
  static final int MIN_SPELLS = 30;

  private static final int EXACT = 16;
  private static final int PER_DOUBLING = 8;

  /**
   * Settings of {@link SelfNormalizedResets}.
   *
   * @param percentile η, percentile of a unit's spells that becomes its threshold, in (0, 1)
   * @param min minimum threshold, examples
   * @param max maximum and initial threshold, examples
   */
  record Settings(double percentile, int min, int max) {}

  private final Settings settings;
  private final int[][] counts;
  private long[] ages;
  private long[] thresholds;

  InactivityTimes(int units, Settings settings) {
    this.settings = settings;
    this.counts = new int[units][bin(settings.max()) + 1];
    this.ages = new long[units];
    this.thresholds = new long[units];
    Arrays.fill(thresholds, settings.max());
  }

  /**
   * Records a unit's activity in a step.
   *
   * @param fired true if the unit fired on any of the examples
   * @return true if the unit has been inactive for at least its threshold
   */
  boolean observe(int unit, boolean fired, int examples) {
    if (fired) {
      end(unit);
    } else {
      ages[unit] += examples;
    }
    return ages[unit] >= thresholds[unit];
  }

  /**
   * Ends a unit's inactive spell, because it fired or was reset. Spells of length 0 do not count.
   */
  void end(int unit) {
    if (ages[unit] > 0) {
      counts[unit][bin(Math.min(ages[unit], settings.max()))]++;
      ages[unit] = 0;
    }
  }

  /**
   * Updates the threshold of each unit that has had enough spells since its last update.
   *
   * @param examples examples per step, a lower bound of all thresholds
   */
  void setThresholds(int examples) {
    long min = Math.min(settings.max(), Math.max(settings.min(), examples));
    for (int unit = 0; unit < counts.length; unit++) {
      if (Arrays.stream(counts[unit]).asLongStream().sum() >= MIN_SPELLS) {
        long percentile = percentile(counts[unit]);
        long updated = percentile <= thresholds[unit] ? percentile : 2 * thresholds[unit];
        thresholds[unit] = Math.max(min, Math.min(settings.max(), updated));
        Arrays.fill(counts[unit], 0);
      }
    }
  }

  /** Returns the smallest lower bound of a bin below which at least a share η of the spells lie. */
  private long percentile(int[] spells) {
    double target = settings.percentile() * Arrays.stream(spells).asLongStream().sum();
    long below = 0;
    int bin = 0;
    while (below < target) {
      below += spells[bin++];
    }
    return minLength(bin);
  }

  long threshold(int unit) {
    return thresholds[unit];
  }

  /** Returns the bin of a length. */
  static int bin(long length) {
    if (length < EXACT) {
      return (int) length;
    }
    int doublings = 63 - Long.numberOfLeadingZeros(length);
    return PER_DOUBLING * (doublings - 3) + (int) (length >> (doublings - 3));
  }

  /** Returns the smallest length in a bin. */
  static long minLength(int bin) {
    if (bin < EXACT) {
      return bin;
    }
    int doublings = bin / PER_DOUBLING + 2;
    return (long) (PER_DOUBLING + bin % PER_DOUBLING) << (doublings - 3);
  }

  @Override
  public void save(StateWriter out) {
    out.put(ages, ages.length).put(thresholds, thresholds.length);
    for (int[] unit : counts) {
      out.put(unit, unit.length);
    }
  }

  @Override
  public void restore(StateReader in) {
    ages = in.getLongs(ages.length);
    thresholds = in.getLongs(thresholds.length);
    for (int unit = 0; unit < counts.length; unit++) {
      counts[unit] = in.getInts(counts[unit].length);
    }
  }
}
