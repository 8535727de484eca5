package dev.lethe.learner.window;

import dev.lethe.learner.drift.ConfirmedDetector;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Detects changes of the features. They do not return to their level before, so the features after
 * a drift become the reference, and do so again when they drift or move once more ({@link
 * FeatureBlocks}). The change is over when they are calm, or after {@value ChangeDetector#MAX_WAIT}
 * examples.
 */
final class FeatureChanges implements ChangeDetector {
  private final FeatureShift shift;
  private final FeatureBlocks blocks;
  private final String name;
  private final UniformRandomProvider random;
  private final List<ConfirmedDetector> detectors = new ArrayList<>();
  private boolean changing;
  private int waited;

  /**
   * Creates a detector of changes.
   *
   * @param shift computes the values that are added
   * @param blocks receives the features of these examples
   * @param name name of a drift detector
   * @param random source for detectors that sample
   */
  FeatureChanges(
      FeatureShift shift, FeatureBlocks blocks, String name, UniformRandomProvider random) {
    this.shift = shift;
    this.blocks = blocks;
    this.name = name;
    this.random = random;
    restart();
  }

  @Override
  public void restart() {
    shift.restart();
    detectors.clear();
    for (int i = 0; i < FeatureShift.VALUES; i++) {
      detectors.add(new ConfirmedDetector(name, random));
    }
  }

  @Override
  public boolean detectsChangeAt(List<Double> values) {
    boolean drifts = false;
    for (int i = 0; i < values.size(); i++) {
      drifts |= detectors.get(i).confirmsDriftAt(values.get(i));
    }
    if (drifts) {
      restart();
      blocks.begin();
    }
    if (!changing) {
      changing = drifts;
      waited = 0;
      return drifts;
    }
    waited++;
    boolean late = waited >= MAX_WAIT;
    if (late || blocks.haveMoved()) {
      restart();
    }
    if (late || blocks.areCalm()) {
      changing = false;
      blocks.end();
    }
    return false;
  }

  @Override
  public void save(StateWriter out) {
    out.put(changing).put((long) waited);
    blocks.save(out);
    shift.save(out);
    detectors.forEach(each -> each.save(out));
  }

  @Override
  public void restore(StateReader in) {
    changing = in.getBoolean();
    waited = in.getCount("examples of a drift", MAX_WAIT);
    blocks.restore(in);
    shift.restore(in);
    detectors.forEach(each -> each.restore(in));
  }
}
