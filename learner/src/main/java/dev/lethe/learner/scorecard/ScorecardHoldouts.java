package dev.lethe.learner.scorecard;

import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Example;
import java.util.List;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What the references are judged by: a bounded sample of what each of the newest windows holds out.
 */
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
    // apart: when examples are predicted decides how the two mix
    this.ticketsOfShare = random.of("holdout.share");
  }

  void open(int window) {
    samples.put(window, new UniformSample<>(capacity));
    if (samples.size() > maxWindows) {
      samples.pollFirstEntry();
    }
  }

  /** Takes an EVALUATE example of the newest window. */
  void takeToEvaluate(Example example) {
    samples.lastEntry().getValue().offer(ticketsToEvaluate.nextLong(), example);
  }

  /** Takes an example of the newest window that the rule holds out of those to learn. */
  void takeOfShare(Example example) {
    samples.lastEntry().getValue().offer(ticketsOfShare.nextLong(), example);
  }

  /** The examples of a window, none if it is not retained. */
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
    for (int i = in.getInt(); i > 0; i--) {
      open(in.getInt());
      samples.lastEntry().getValue().restore(in, Example::read);
    }
  }
}
