package dev.lethe.learner;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.Role;
import dev.lethe.measures.AccuracyMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Streams of tasks, with test sets of different sizes that are easy to learn. */
final class TaskStreams {
  static final List<Example> EVALUATE_A = easy("a", 0, 20, Role.EVALUATE);
  static final List<Example> EVALUATE_B = easy("b", 1, 30, Role.EVALUATE);
  static final List<Example> LEARN_A = easy("a", 0, 300, Role.LEARN);
  static final List<Example> LEARN_B = easy("b", 1, 300, Role.LEARN);

  private TaskStreams() {}

  static LearnerSpec spec(String windows) {
    return Streams.spec("er(memory=200)", windows, HoldoutRule.DEFAULT, 1);
  }

  /** Runs a learner over a stream and returns its events. */
  static Recorder run(String windows, List<Example> stream) {
    var recorder = new Recorder();
    try (Learner learner = new Learner(spec(windows), recorder)) {
      stream.forEach(learner::accept);
    }
    return recorder;
  }

  /** Returns EVALUATE examples of tasks a and b, then LEARN examples of a and b. */
  static List<Example> testSetsFirst() {
    var stream = new ArrayList<>(Streams.task("a", 0, 100, Role.EVALUATE));
    stream.addAll(Streams.task("b", 2, 100, Role.EVALUATE));
    stream.addAll(Streams.task("a", 0, 600, Role.LEARN));
    stream.addAll(Streams.task("b", 2, 600, Role.LEARN));
    stream.add(Streams.boundary());
    return stream;
  }

  /** Returns easy examples of a task with one class. */
  static List<Example> easy(String task, int label, int examples, Role role) {
    return IntStream.range(0, examples)
        .mapToObj(
            i -> {
              float[] values = new float[Streams.FEATURES];
              values[label] = 1 + i % 5 / 10f;
              var features = new Features.Floats(values);
              return new Example(task + role + i, i, features, label, task, role);
            })
        .toList();
  }

  /**
   * Returns the parts one after the other and a boundary. Event times are those of the positions
   * among the LEARN examples, ms.
   */
  @SafeVarargs
  static List<Example> stream(List<Example>... parts) {
    var stream = new ArrayList<Example>();
    long time = 0;
    for (List<Example> part : parts) {
      for (Example each : part) {
        stream.add(at(time, each));
        time += each.role() == Role.LEARN ? 1 : 0;
      }
    }
    stream.add(at(time, Streams.boundary()));
    return stream;
  }

  private static Example at(long time, Example e) {
    return new Example(e.id(), time, e.features(), e.label(), e.task(), e.role());
  }

  static List<Example> unlabelled(List<Example> examples) {
    return examples.stream()
        .map(
            e ->
                new Example(
                    e.id(), e.eventTime(), e.features(), Example.UNLABELLED, e.task(), e.role()))
        .toList();
  }

  static List<Example> withoutTask(List<Example> examples) {
    return examples.stream()
        .map(e -> new Example(e.id(), e.eventTime(), e.features(), e.label(), null, e.role()))
        .toList();
  }

  /** Returns the examples of two lists of equal length in turn. */
  static List<Example> alternating(List<Example> first, List<Example> second) {
    var stream = new ArrayList<Example>();
    for (int i = 0; i < first.size(); i++) {
      stream.add(first.get(i));
      stream.add(second.get(i));
    }
    return stream;
  }

  static AccuracyMatrix matrix(Recorder recorder) {
    var matrix = new AccuracyMatrix();
    recorder.evaluations.forEach(each -> matrix.put(each.row(HoldoutResult::accuracy)));
    return matrix;
  }
}
