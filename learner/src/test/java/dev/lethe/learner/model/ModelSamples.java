package dev.lethe.learner.model;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A small expression for every model, and a stream that all of them can learn. */
final class ModelSamples {
  static final int FEATURES = 16;
  static final int CLASSES = 4;

  private static final String ENCODER =
      "src/test/resources/dev/lethe/learner/model/custom/encoder.pt";
  private static final Map<String, String> EXPRESSIONS =
      Map.of(
          "mlp", "mlp(hidden=12:12)",
          "cnn", "cnn(input=1x4x4,channels=4:5,hidden=6)",
          "resnet18-slim", "resnet18-slim(input=1x4x4,width=2)",
          "tabular", "tabular(categorical=15x4,hidden=12)",
          "block", "block(name=residual)",
          "script", "script(file=" + ENCODER + ")");

  private ModelSamples() {}

  /** Returns expressions of all models, and of variants with separate code paths. */
  static List<String> expressions() {
    List<String> all =
        new ArrayList<>(
            Models.TYPES.stream()
                .map(type -> type.definition().name())
                .map(name -> EXPRESSIONS.getOrDefault(name, name))
                .toList());
    all.add("cnn(input=4x2x2,channels=3,hidden=0)");
    all.add("script(hidden=6,file=" + ENCODER + ")");
    all.add("resnet18-slim(input=1x4x4,width=8,norm=group)");
    return all;
  }

  static LearnerSpec spec(String model, String method, long seed) {
    return LearnerSpec.builder(FEATURES, CLASSES)
        .method(method)
        .model(model)
        .holdout(new HoldoutRule(0.1, 20, 64))
        .batchSize(5)
        .healthEvery(10)
        .seed(seed)
        .build();
  }

  /**
   * Returns examples of all classes, then two windows of two each; the last feature is a category.
   */
  static List<Example> stream(int examples) {
    Random random = new Random(5);
    List<Example> stream = new ArrayList<>();
    for (int i = 0; i < examples; i++) {
      int window = 3 * i / examples;
      int label = window == 0 ? random.nextInt(4) : 2 * (window - 1) + random.nextInt(2);
      stream.add(example("e" + i, row(label, random), label, "task" + window));
    }
    stream.add(
        new Example(
            "end", 0, new Features.Bytes(new byte[0]), Example.UNLABELLED, null, Role.BOUNDARY));
    return stream;
  }

  static Example example(String id, float[] values, int label, String task) {
    return new Example(id, 0, new Features.Floats(values), label, task, Role.LEARN);
  }

  /** Returns a row of class c, which is large in every fourth feature from c on. */
  static float[] row(int label, Random random) {
    float[] values = new float[FEATURES];
    for (int f = 0; f < FEATURES - 1; f++) {
      values[f] = (float) (0.2 * random.nextGaussian() + (f % 4 == label ? 1 : 0));
    }
    values[FEATURES - 1] = (label + random.nextInt(2)) % CLASSES;
    return values;
  }
}
