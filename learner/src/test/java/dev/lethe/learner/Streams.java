package dev.lethe.learner;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Small streams for tests: four classes, each a cloud in 8 dimensions. All clouds lie on one side
 * of the origin; because of this common direction, training on one class overwrites another.
 */
final class Streams {
  static final int FEATURES = 8;
  static final int CLASSES = 4;

  private Streams() {}

  static LearnerSpec spec(String method, long seed) {
    return spec(method, "field", HoldoutRule.DEFAULT, seed);
  }

  static LearnerSpec spec(String method, String windows, HoldoutRule holdout, long seed) {
    return LearnerSpec.builder(FEATURES, CLASSES)
        .method(method)
        .model("mlp(hidden=16)")
        .windows(windows)
        .holdout(holdout)
        .batchSize(5)
        .seed(seed)
        .build();
  }

  /** Returns labelled examples of one task with two classes, {@code first} and the next. */
  static List<Example> task(String task, int first, int examples, Role role) {
    Random random = new Random(31L * first + role.ordinal());
    List<Example> stream = new ArrayList<>();
    for (int i = 0; i < examples; i++) {
      int label = first + random.nextInt(2);
      stream.add(
          new Example(task + "-" + role + "-" + i, i, cloud(label, random), label, task, role));
    }
    return stream;
  }

  static Features.Floats cloud(int label, Random random) {
    float[] values = new float[FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      values[i] = (float) (0.3 * random.nextGaussian() + (i % CLASSES == label ? 2 : 1));
    }
    return new Features.Floats(values);
  }

  static Example learn(String id, int label, String task) {
    return new Example(id, 0, cloud(label, new Random(id.hashCode())), label, task, Role.LEARN);
  }

  static Example unlabelled(String id, int like) {
    return new Example(
        id, 0, cloud(like, new Random(id.hashCode())), Example.UNLABELLED, null, Role.LEARN);
  }

  static Example boundary() {
    return new Example(
        "boundary", 0, new Features.Bytes(new byte[0]), Example.UNLABELLED, null, Role.BOUNDARY);
  }
}
