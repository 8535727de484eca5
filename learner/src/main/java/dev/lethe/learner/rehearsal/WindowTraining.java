package dev.lethe.learner.rehearsal;

import dev.lethe.learner.memory.ReplayBuffer;
import dev.lethe.learner.part.Exemplars;
import dev.lethe.learner.part.Objective;
import dev.lethe.learner.part.Rehearsal;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.part.Training;
import dev.lethe.learner.part.WindowEnd;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.stream.Example;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Base class of methods that train at window ends only. Fresh examples are stored without a step.
 * At every window end, the model is trained on all stored examples, in shuffled passes.
 */
abstract class WindowTraining implements Rehearsal {
  private final ReplayBuffer memory;
  private final int passes;
  private final int batchSize;
  private final boolean reinitialise;
  private final UniformRandomProvider random;
  private long steps;

  /**
   * @param reinitialise true to re-initialise the parameters before each training
   * @param random random stream for shuffling the passes
   */
  WindowTraining(
      ReplayBuffer memory,
      int passes,
      int batchSize,
      boolean reinitialise,
      UniformRandomProvider random) {
    this.memory = memory;
    this.passes = passes;
    this.batchSize = batchSize;
    this.reinitialise = reinitialise;
    this.random = random;
  }

  /** Returns the factor on the optimizer's learning rate in a pass, counted from 0. */
  double rateFactor(int pass) {
    return 1;
  }

  @Override
  public final int maxRows() {
    return batchSize;
  }

  @Override
  public final boolean trainsOnFresh() {
    return false;
  }

  @Override
  public final void draw(Step step) {}

  @Override
  public final void objective(Step step, Objective objective) {}

  @Override
  public final void store(Step step, List<Example> fresh) {
    for (int row = 0; row < fresh.size(); row++) {
      memory.offer(step, row, fresh.get(row));
    }
  }

  @Override
  public final void windowEnded(WindowEnd end) {
    Training training = end.training();
    if (reinitialise) {
      training.reinitialise();
    }
    int[] slots = new int[memory.size()];
    Arrays.setAll(slots, slot -> slot);
    for (int pass = 0; pass < passes; pass++) {
      training.scaleRate(rateFactor(pass));
      shuffle(slots);
      for (int from = 0; from < slots.length; from += batchSize) {
        int[] batchSlots =
            Arrays.copyOfRange(slots, from, Math.min(slots.length, from + batchSize));
        training.step(batch -> memory.copyTo(batch, batchSlots));
        steps++;
      }
    }
    training.scaleRate(1);
  }

  /** Shuffles with the algorithm of Fisher and Yates. */
  private void shuffle(int[] slots) {
    for (int i = slots.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = slots[i];
      slots[i] = slots[other];
      slots[other] = swapped;
    }
  }

  @Override
  public final Optional<Exemplars> exemplars() {
    return Optional.of(memory);
  }

  @Override
  public final int forget(Set<Long> keys) {
    return memory.forget(keys);
  }

  @Override
  public final void forEachKey(LongConsumer action) {
    memory.forEachKey(action);
  }

  /** Reports {@code training.steps}, the number of offline steps, and the metrics of the memory. */
  @Override
  public final void report(Map<String, Double> metrics) {
    metrics.put("training.steps", (double) steps);
    memory.report(metrics);
  }

  @Override
  public final void save(StateWriter out) {
    out.put(steps);
    memory.save(out);
  }

  @Override
  public final void restore(StateReader in) {
    steps = in.getLong();
    memory.restore(in);
  }
}
