package dev.lethe.learner.plasticity;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.Arrays;

/**
 * How long each unit of a layer has been silent, how long it usually is, and how long it may be.
 * Lengths are in examples.
 *
 * <p>Memory is bounded: a unit's past spells are counted in bins, one for each length up to 15 and
 * eight per doubling above, so that a threshold is less than 1/8 above the exact percentile. For
 * thresholds up to 20 000 that is 98 bins, 392 bytes per unit.
 */
final class InactivityTimes implements Stateful {
  /** With fewer spells, a percentile says nothing. */
  static final int FEWEST = 30;

  private static final int EXACT = 16;
  private static final int PER_DOUBLING = 8;

  /**
   * See {@link SelfNormalizedResets}.
   *
   * @param percentile η, of a unit's spells that its threshold is to exceed
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
   * Takes note of what a unit did on some examples.
   *
   * @return whether it has been silent for too long
   */
  boolean observe(int unit, boolean fired, int examples) {
    if (fired) {
      end(unit);
    } else {
      ages[unit] += examples;
    }
    return ages[unit] >= thresholds[unit];
  }

  /** Ends a unit's spell: it has fired, or begins anew. No spell of length 0 is counted. */
  void end(int unit) {
    if (ages[unit] > 0) {
      counts[unit][bin(Math.min(ages[unit], settings.max()))]++;
      ages[unit] = 0;
    }
  }

  /**
   * Sets the threshold of each unit of which enough is known by its spells since it was set last.
   *
   * @param examples of a step: no threshold is lower
   */
  void setThresholds(int examples) {
    long least = Math.min(settings.max(), Math.max(settings.min(), examples));
    for (int unit = 0; unit < counts.length; unit++) {
      if (Arrays.stream(counts[unit]).asLongStream().sum() >= FEWEST) {
        long above = beyondPercentile(counts[unit]);
        long wanted = above <= thresholds[unit] ? above : 2 * thresholds[unit];
        thresholds[unit] = Math.max(least, Math.min(settings.max(), wanted));
        Arrays.fill(counts[unit], 0);
      }
    }
  }

  /** The least length, by bins, that a share η of the spells is below. */
  private long beyondPercentile(int[] spells) {
    double wanted = settings.percentile() * Arrays.stream(spells).asLongStream().sum();
    long below = 0;
    int bin = 0;
    while (below < wanted) {
      below += spells[bin++];
    }
    return first(bin);
  }

  long threshold(int unit) {
    return thresholds[unit];
  }

  /** The bin of a length. */
  static int bin(long length) {
    if (length < EXACT) {
      return (int) length;
    }
    int doublings = 63 - Long.numberOfLeadingZeros(length);
    return PER_DOUBLING * (doublings - 3) + (int) (length >> (doublings - 3));
  }

  /** The least length of a bin. */
  static long first(int bin) {
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
    ages = in.getLongs();
    thresholds = in.getLongs();
    for (int unit = 0; unit < counts.length; unit++) {
      counts[unit] = in.getInts();
    }
  }
}
