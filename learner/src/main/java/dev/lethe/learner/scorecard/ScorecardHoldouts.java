package dev.lethe.learner.scorecard;

import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Example;
import java.util.List;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;

/** Bounded samples of the newest windows' held-out examples, to evaluate reference networks on. */
final class ScorecardHoldouts implements Stateful {
  private final int capacity;
  private final int maxWindows;
  private final UniformRandomProvider ticketsToEvaluate;
  private final UniformRandomProvider ticketsOfShare;
  private final TreeMap<Integer, UniformSample<Example>> samples = new TreeMap<>();

  ScorecardHoldouts(int capacity, int maxWindows, RandomStreams random) {
    this.capacity = capacity;
    this.maxWindows = maxWindows;
    this.ticketsToEvaluate = random.of("holdout.evaluate");
    // separate streams, because the order of both kinds depends on when examples are predicted
    this.ticketsOfShare = random.of("holdout.share");
  }

  /** Opens the sample of a window. Removes the oldest sample if there are too many. */
  void open(int window) {
    samples.put(window, new UniformSample<>(capacity));
    if (samples.size() > maxWindows) {
      samples.pollFirstEntry();
    }
  }

  /** Adds an EVALUATE example of the newest window. */
  void addEvaluateExample(Example example) {
    samples.lastEntry().getValue().offer(ticketsToEvaluate.nextLong(), example);
  }

  /** Adds a LEARN example of the newest window that the holdout rule keeps out of training. */
  void addFromShare(Example example) {
    samples.lastEntry().getValue().offer(ticketsOfShare.nextLong(), example);
  }

  /** Returns the sampled examples of a window; empty if the window is not retained. */
  List<Example> of(int window) {
    UniformSample<Example> sample = samples.get(window);
    return sample == null ? List.of() : sample.items();
  }

  @Override
  public void save(StateWriter out) {
    out.put(samples.size());
    samples.forEach((window, sample) -> sample.save(out.put(window), Example::save));
  }

  @Override
  public void restore(StateReader in) {
    samples.clear();
    for (int i = in.getCount(); i > 0; i--) {
      open(in.getInt());
      samples.lastEntry().getValue().restore(in, Example::read);
    }
  }
}
