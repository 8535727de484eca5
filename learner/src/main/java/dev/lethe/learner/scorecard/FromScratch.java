package dev.lethe.learner.scorecard;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.RowHolder;
import dev.lethe.learner.stream.StoredExample;
import dev.lethe.measures.AccuracyRow;
import dev.lethe.measures.Mean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.commons.rng.UniformRandomProvider;

/** Trains a network from scratch on a uniform sample of all training examples of the run. */
final class FromScratch implements RowHolder, Stateful {
  private final LearnerSpec spec;
  private final int passes;
  private final UniformRandomProvider tickets;
  private final UniformSample<StoredExample> sample;

  FromScratch(LearnerSpec spec, ReferenceNetworks references, RandomStreams random) {
    this.spec = spec;
    this.passes = references.passes();
    this.tickets = random.of("sample");
    this.sample = new UniformSample<>(references.sample());
  }

  /** Adds an example that the run is trained on. */
  void add(Example example) {
    sample.offer(tickets.nextLong(), () -> StoredExample.of(example));
  }

  /**
   * Trains a network from scratch and returns its accuracy minus the run's, averaged over windows,
   * in [−1, 1]. Returns NaN without training examples or holdouts.
   *
   * @param run accuracies of the run on the retained windows
   * @param heldOut examples to evaluate the network on
   * @param seed seed of the network
   */
  double gap(AccuracyRow run, ScorecardHoldouts heldOut, long seed) {
    List<StoredExample> examples = new ArrayList<>(sample.items());
    if (examples.isEmpty() || run.accuracies().isEmpty()) {
      return Double.NaN;
    }
    try (ReferenceNetwork network = ReferenceNetwork.ofStored(spec, seed)) {
      UniformRandomProvider random = new RandomStreams(seed).of("passes");
      for (int pass = 0; pass < passes; pass++) {
        shuffle(examples, random);
        examples.forEach(example -> network.learn(example.toExample()));
      }
      network.finish();
      Mean gap = new Mean();
      run.accuracies()
          .forEach(
              (window, accuracy) -> gap.add(network.accuracyOn(heldOut.of(window)) - accuracy));
      return gap.value();
    }
  }

  @Override
  public int forget(Set<Long> keys) {
    return sample.removeIf(example -> keys.contains(example.key()));
  }

  @Override
  public void forEachKey(LongConsumer action) {
    sample.items().forEach(example -> action.accept(example.key()));
  }

  @Override
  public void save(StateWriter out) {
    sample.save(out, StoredExample::save);
  }

  @Override
  public void restore(StateReader in) {
    sample.restore(in, StoredExample::read);
  }

  /** Shuffles the examples with the Fisher-Yates algorithm. */
  private static void shuffle(List<StoredExample> examples, UniformRandomProvider random) {
    for (int i = examples.size() - 1; i > 0; i--) {
      Collections.swap(examples, i, random.nextInt(i + 1));
    }
  }
}
