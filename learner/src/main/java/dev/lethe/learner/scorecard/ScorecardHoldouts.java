package dev.lethe.learner.scorecard;

import dev.lethe.learner.evaluation.SampleRule;
import dev.lethe.learner.evaluation.WindowSamples;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Example;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Bounded samples of the newest windows' held-out examples, to evaluate reference networks on. */
final class ScorecardHoldouts implements Stateful {
  private final UniformRandomProvider ticketsToEvaluate;
  private final UniformRandomProvider ticketsOfShare;
  private final WindowSamples<UniformSample<Example>> samples;
  private final int capacity;

  ScorecardHoldouts(int capacity, SampleRule rule, RandomStreams random) {
    this.ticketsToEvaluate = random.of("holdout.evaluate");
    // separate streams, because the order of both kinds depends on when examples are predicted
    this.ticketsOfShare = random.of("holdout.share");
    this.capacity = capacity;
    this.samples = new WindowSamples<>(rule, this::create);
  }

  private UniformSample<Example> create() {
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

  /** Adds a task to those that the open window contains. */
  void addTask(String task) {
    samples.addTask(task);
  }

  /** Closes the open window. */
  void close(boolean learned) {
    samples.close(learned);
  }

  /** Adds an EVALUATE example to the sample of the newest window that contains its task. */
  void addEvaluateExample(Example example) {
    samples.sampleOf(example.task()).offer(ticketsToEvaluate.nextLong(), example);
  }

  /** Adds a LEARN example of the newest window that the holdout rule keeps out of training. */
  void addFromShare(Example example) {
    samples.newestSample().offer(ticketsOfShare.nextLong(), example);
  }

  /** Returns the sampled examples of a window; empty if the window is not retained. */
  List<Example> of(int window) {
    UniformSample<Example> sample = samples.of(window);
    return sample == null ? List.of() : sample.items();
  }

  @Override
  public void save(StateWriter out) {
    samples.save(out, (sample, to) -> sample.save(to, Example::save));
  }

  @Override
  public void restore(StateReader in) {
    samples.restore(
        in,
        reader -> {
          UniformSample<Example> sample = create();
          sample.restore(reader, Example::read);
          return sample;
        });
  }
}
