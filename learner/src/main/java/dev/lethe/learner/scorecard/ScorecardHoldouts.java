package dev.lethe.learner.scorecard;

import dev.lethe.learner.evaluation.SampleRule;
import dev.lethe.learner.evaluation.WindowSamples;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.RowHolder;
import dev.lethe.learner.stream.StoredExample;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.commons.rng.UniformRandomProvider;

/** Bounded samples of the newest windows' held-out examples, to evaluate reference networks on. */
final class ScorecardHoldouts implements RowHolder, Stateful {
  private final UniformRandomProvider ticketsToEvaluate;
  private final UniformRandomProvider ticketsOfShare;
  private final WindowSamples<UniformSample<StoredExample>> samples;
  private final int capacity;

  ScorecardHoldouts(int capacity, SampleRule rule, RandomStreams random) {
    this.ticketsToEvaluate = random.of("holdout.evaluate");
    // separate streams, because the order of both kinds depends on when examples are predicted
    this.ticketsOfShare = random.of("holdout.share");
    this.capacity = capacity;
    this.samples = new WindowSamples<>(rule, this::create);
  }

  private UniformSample<StoredExample> create() {
    return new UniformSample<>(capacity);
  }

  /** Opens the sample of a window. Removes the oldest sample if there are too many. */
  void open(int window, String task) {
    samples.open(window, task);
  }

  /** Sets the task of the open window. */
  void setTask(String task) {
    samples.setTask(task);
  }

  /** Closes the open window. */
  void close(boolean learned) {
    samples.close(learned);
  }

  /** Adds an EVALUATE example to the sample of its task. */
  void addEvaluateExample(Example example) {
    samples
        .sampleOf(example.task())
        .offer(ticketsToEvaluate.nextLong(), () -> StoredExample.of(example));
  }

  /** Adds a LEARN example of the newest window that the holdout rule keeps out of training. */
  void addFromShare(Example example) {
    samples.newestSample().offer(ticketsOfShare.nextLong(), () -> StoredExample.of(example));
  }

  /** Returns the sampled examples of a window; empty if the window is not retained. */
  List<StoredExample> of(int window) {
    UniformSample<StoredExample> sample = samples.of(window);
    return sample == null ? List.of() : sample.items();
  }

  @Override
  public int forget(Set<Long> keys) {
    return samples
        .all()
        .mapToInt(sample -> sample.removeIf(example -> keys.contains(example.key())))
        .sum();
  }

  @Override
  public void forEachKey(LongConsumer action) {
    samples.all().forEach(sample -> sample.items().forEach(each -> action.accept(each.key())));
  }

  @Override
  public void save(StateWriter out) {
    samples.save(out, (sample, to) -> sample.save(to, StoredExample::save));
  }

  @Override
  public void restore(StateReader in) {
    samples.restore(
        in,
        reader -> {
          UniformSample<StoredExample> sample = create();
          sample.restore(reader, StoredExample::read);
          return sample;
        });
  }
}
