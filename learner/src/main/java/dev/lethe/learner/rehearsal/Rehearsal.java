package dev.lethe.learner.rehearsal;

import dev.lethe.learner.Example;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.state.StateDigest;
import java.util.List;
import java.util.Map;

/** What is learnt again beside the fresh examples of a step. */
public sealed interface Rehearsal permits Naive, ExperienceReplay {
  /** Rows that {@link #draw} adds at most. */
  int most();

  /** Appends the rows to be replayed in the step that is about to be made. */
  void draw(RowBatch batch);

  /** Takes note of the fresh examples of a step that has been made. */
  void learnt(List<Example> fresh);

  /** Adds what this part did so far, by name. */
  void report(Map<String, Double> figures);

  /** Adds what is kept. */
  void describeTo(StateDigest digest);
}
