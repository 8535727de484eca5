package dev.lethe.learner.alarm;

import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Alarm;
import java.util.Optional;

/** Detects one kind of problem. */
interface Detector extends Stateful {
  /** Returns the alarm while the problem holds. */
  Optional<Alarm> alarm();
}
