package dev.lethe.learner.drift;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.state.StateMismatchException;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * KSWIN, Kolmogorov-Smirnov windowing (Raab et al., "Reactive soft prototype computing for concept
 * drift streams", 2020). Keeps the last {@code window} values. Compares the newest r = {@code stat}
 * values with r values sampled from the older ones without replacement.
 *
 * <pre>
 *   DRIFT if P(D′ ≥ D) ≤ α and D &gt; 0.1         D, P: exact two-sided two-sample test
 * </pre>
 *
 * <p>After a drift the window keeps only the newest r values. KSWIN reacts quickly, and to any
 * change of the distribution, including decreases; with {@code side=increase} a decrease of the
 * mean signals nothing. It runs a test at every value once the window is full, so uniform values
 * cause 14 false alarms in 10 000 at the default α, and 0.6 at α = 0.0001. Use KSWIN for losses. On
 * 0/1 errors most values are ties, and the test misses changes that other detectors find.
 */
public final class Kswin implements DriftDetector {
  /** {@code kswin(alpha=α, window=100, stat=r, side=both|increase)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "kswin",
          KIND,
          "Tests whether the newest values have the distribution of older ones.",
          "Raab et al., Reactive soft prototype computing for concept drift streams, 2020",
          List.of(
              new Key("alpha", new Domain.Real(0, false, 1, false), "0.005"),
              new Key("window", new Domain.Whole(2, 100_000), "100"),
              new Key("stat", new Domain.Whole(1, 10_000), "30"),
              Key.choice("side", Side.BOTH)));

  /** Changes that count as drift. */
  private enum Side {
    BOTH,
    INCREASE
  }

  private static final double MIN_DISTANCE = 0.1;

  private final String settings;
  private final UniformRandomProvider random;
  private final int stat;
  private final int critical;
  private final Side side;
  // oldest first
  private final double[] window;
  private int size;

  /**
   * Creates the detector.
   *
   * @param part parsed {@link #DEFINITION}
   * @param random source of r draws per value once the window is full; {@link #save} does not
   *     include its state
   * @throws IllegalArgumentException if {@code stat} is above half of the window, or too small for
   *     a significant result at {@code alpha}
   */
  public Kswin(Part part, UniformRandomProvider random) {
    this.settings = part.toString();
    this.random = random;
    this.stat = part.whole("stat");
    this.window = new double[part.whole("window")];
    if (stat > window.length / 2) {
      throw new IllegalArgumentException(
          "kswin.stat: got '" + stat + "', expected at most half of the window, " + window.length);
    }
    this.critical = critical(part.real("alpha"));
    this.side = part.choice("side", Side.class);
  }

  /** Returns the minimum r D that signals drift. It depends on the settings alone. */
  private int critical(double alpha) {
    for (int h = 1; h <= stat; h++) {
      if ((double) h / stat > MIN_DISTANCE && KolmogorovSmirnov.probability(stat, h) <= alpha) {
        return h;
      }
    }
    throw new IllegalArgumentException(
        "kswin.stat: got '" + stat + "', expected enough values for a test at alpha " + alpha);
  }

  @Override
  public DriftSignal add(double value) {
    DriftDetector.requireInRange(value);
    if (size == window.length) {
      keepNewest(size - 1);
    }
    window[size] = value;
    size++;
    if (size < window.length) {
      return DriftSignal.STABLE;
    }
    double[] older = sampleOlder();
    double[] newest = newest();
    if (KolmogorovSmirnov.distance(older, newest) < critical) {
      return DriftSignal.STABLE;
    }
    keepNewest(stat);
    return side == Side.BOTH || sum(newest) > sum(older) ? DriftSignal.DRIFT : DriftSignal.STABLE;
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  private void keepNewest(int count) {
    System.arraycopy(window, size - count, window, 0, count);
    size = count;
  }

  private double[] newest() {
    double[] values = Arrays.copyOfRange(window, size - stat, size);
    Arrays.sort(values);
    return values;
  }

  private double[] sampleOlder() {
    double[] older = Arrays.copyOf(window, size - stat);
    // the first steps of a Fisher-Yates shuffle sample without replacement
    for (int i = 0; i < stat; i++) {
      int from = i + random.nextInt(older.length - i);
      double value = older[from];
      older[from] = older[i];
      older[i] = value;
    }
    double[] values = Arrays.copyOf(older, stat);
    Arrays.sort(values);
    return values;
  }

  @Override
  public void save(StateWriter out) {
    out.put(settings).put(window, size);
  }

  @Override
  public void restore(StateReader in) {
    in.expect("detector", settings);
    double[] values = in.getDoubles();
    if (values.length > window.length) {
      throw new StateMismatchException("kswin window", values.length, window.length);
    }
    System.arraycopy(values, 0, window, 0, values.length);
    size = values.length;
  }
}
