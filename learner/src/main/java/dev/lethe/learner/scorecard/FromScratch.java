package dev.lethe.learner.scorecard;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/** What a network would be that begins only now, with a uniform sample of everything learnt. */
final class FromScratch implements Stateful {
  private final LearnerSpec spec;
  private final int passes;
  private final UniformRandomProvider tickets;
  private final UniformSample<Example> sample;

  FromScratch(LearnerSpec spec, ReferenceNetworks references, RandomStreams random) {
    this.spec = spec;
    this.passes = references.passes();
    this.tickets = random.of("sample");
    this.sample = new UniformSample<>(references.sample());
  }

  /** Takes an example that the run learns. */
  void take(Example example) {
    sample.offer(tickets.nextLong(), example);
  }

  /**
   * Mean over windows of the accuracy of a network that is trained now, minus the run's; NaN where
   * there is nothing to train or to judge it by.
   *
   * @param accuracies the run's by window
   */
  double gap(Map<Integer, Double> accuracies, ScorecardHoldouts heldOut, long seed) {
    List<Example> examples = new ArrayList<>(sample.items());
    if (examples.isEmpty() || accuracies.isEmpty()) {
      return Double.NaN;
    }
    try (ReferenceNetwork shadow = new ReferenceNetwork(spec, seed)) {
      UniformRandomProvider random = new RandomStreams(seed).of("passes");
      for (int pass = 0; pass < passes; pass++) {
        shuffle(examples, random);
        examples.forEach(shadow::learn);
      }
      shadow.finish();
      double sum = 0;
      int windows = 0;
      for (Map.Entry<Integer, Double> window : accuracies.entrySet()) {
        double accuracy = shadow.accuracyOn(heldOut.of(window.getKey()));
        if (!Double.isNaN(accuracy)) {
          sum += accuracy - window.getValue();
          windows++;
        }
      }
      return windows == 0 ? Double.NaN : sum / windows;
    }
  }

  @Override
  public void save(StateWriter out) {
    sample.save(out, Example::save);
  }

  @Override
  public void restore(StateReader in) {
    sample.restore(in, Example::read);
  }

  /** Fisher and Yates. */
  private static void shuffle(List<Example> examples, UniformRandomProvider random) {
    for (int i = examples.size() - 1; i > 0; i--) {
      Collections.swap(examples, i, random.nextInt(i + 1));
    }
  }
}
