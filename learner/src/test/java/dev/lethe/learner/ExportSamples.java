package dev.lethe.learner;

import dev.lethe.learner.export.NamedArray;
import dev.lethe.learner.network.Logits;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.learner.stream.Role;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Trained learners whose parameters are exported, and rows to compare logits on. */
final class ExportSamples {
  static final int FEATURES = 16;
  static final int CLASSES = 4;
  static final int ROWS = 20;

  private ExportSamples() {}

  static LearnerSpec spec(String model, String method, long seed) {
    return LearnerSpec.builder(FEATURES, CLASSES)
        .model(model)
        .method(method + (method.contains("lr=") ? "" : "+sgd(lr=0.05)"))
        .batchSize(5)
        .seed(seed)
        .build();
  }

  /** Returns a learner trained on three of the four classes; the last feature is a category. */
  static Learning trained(LearnerSpec spec) {
    var learning = new Learning(spec, new LearnerListener() {});
    Random random = new Random(5);
    for (int i = 0; i < 100; i++) {
      int label = random.nextInt(CLASSES - 1);
      learning.accept(
          new Example(
              "e" + i,
              0,
              new Features.Floats(row(spec, label, random)),
              label,
              "task",
              Role.LEARN));
    }
    return learning;
  }

  /** Returns {@code [ROWS, FEATURES]}, with categories that the training has not seen. */
  static float[] rows(LearnerSpec spec) {
    Random random = new Random(6);
    float[] rows = new float[ROWS * FEATURES];
    for (int row = 0; row < ROWS; row++) {
      System.arraycopy(row(spec, row % CLASSES, random), 0, rows, row * FEATURES, FEATURES);
      rows[(row + 1) * FEATURES - 1] = row % 6 - 0.5f * (row % 2);
    }
    return rows;
  }

  private static float[] row(LearnerSpec spec, int label, Random random) {
    float[] values = new float[FEATURES];
    for (int f = 0; f < FEATURES - 1; f++) {
      values[f] = (float) (0.2 * random.nextGaussian() + (f % 4 == label ? 1 : 0));
    }
    if (spec.model().part().name().equals("tabular")) {
      // a large mean and a column that never varies
      values[0] += 1000;
      values[1] = 7;
    }
    values[FEATURES - 1] = random.nextInt(3);
    return values;
  }

  /** Returns the logits that the learner predicts {@link #rows} from. */
  static Logits predictions(LearnerSpec spec, Learning learning) {
    float[] rows = rows(spec);
    return learning
        .assembly()
        .predictor()
        .predict(
            ROWS,
            row ->
                (target, from) -> System.arraycopy(rows, row * FEATURES, target, from, FEATURES));
  }

  static float[] values(Logits logits) {
    float[] values = new float[ROWS * CLASSES];
    for (int i = 0; i < values.length; i++) {
      values[i] = logits.value(i / CLASSES, i % CLASSES);
    }
    return values;
  }

  /** Returns the arrays that predictions depend on. */
  static List<NamedArray> served(Learning learning) {
    return learning.assembly().servedParameters().orElseGet(() -> learning.assembly().parameters());
  }

  /** Returns the metadata from which {@code lethe_models.py} builds the module. */
  static TreeMap<String, String> metadata(LearnerSpec spec, Learning learning) {
    var metadata = new TreeMap<String, String>();
    metadata.put("model", spec.model().toString());
    metadata.put("method", spec.method().toString());
    metadata.put("features", Integer.toString(FEATURES));
    metadata.put("classes", Integer.toString(CLASSES));
    metadata.put(
        "trained_classes",
        String.join(
            ",",
            IntStream.range(0, CLASSES)
                .filter(learning.assembly().trainedClasses()::get)
                .mapToObj(Integer::toString)
                .toList()));
    return metadata;
  }
}
