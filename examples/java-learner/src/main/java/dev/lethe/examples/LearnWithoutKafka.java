package dev.lethe.examples;

import static java.util.stream.Collectors.joining;

import dev.lethe.learner.Learner;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.learner.stream.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Trains two methods on the same drifting stream, in memory, and prints their accuracy matrices.
 */
public final class LearnWithoutKafka {
  private static final int TASKS = 3;
  private static final int FEATURES = 2;
  private static final int CLASSES = 2 * TASKS;
  private static final int EXAMPLES_PER_TASK = 600;

  private LearnWithoutKafka() {}

  public static void main(String[] args) {
    for (String method : List.of("naive", "er(memory=200,batch=10)")) {
      System.out.println(method);
      for (Evaluation row : train(method)) {
        System.out.println(
            row.results().stream()
                .map(r -> "%s %3d %%".formatted(r.task(), 100 * r.correct() / r.examples()))
                .collect(joining("   ", "  after window " + row.window() + ":   ", "")));
      }
    }
  }

  /** Returns the accuracy matrix, one row per task window. */
  static List<Evaluation> train(String method) {
    var spec =
        LearnerSpec.builder(FEATURES, CLASSES)
            .method(method)
            .model("mlp(hidden=32)")
            .windows("field") // a new task name starts a new window
            .batchSize(10) // examples per learning step
            .seed(1)
            .build();
    var rows = new ArrayList<Evaluation>();
    var listener =
        new LearnerListener() {
          @Override
          public void evaluated(Evaluation evaluation) {
            rows.add(evaluation);
          }
        };
    try (var learner = new Learner(spec, listener)) {
      stream().forEach(example -> learner.accept(example).requireAccepted());
    }
    return rows;
  }

  /** Creates three tasks of two new classes each; every tenth example joins the holdout. */
  private static List<Example> stream() {
    var random = new Random(1);
    var examples = new ArrayList<Example>();
    for (int n = 0; n < TASKS * EXAMPLES_PER_TASK; n++) {
      int task = n / EXAMPLES_PER_TASK;
      int label = 2 * task + random.nextInt(2);
      double angle = 2 * Math.PI * label / CLASSES;
      float[] point = {
        (float) (3 * Math.cos(angle) + random.nextGaussian() / 2),
        (float) (3 * Math.sin(angle) + random.nextGaussian() / 2)
      };
      Role role = n % 10 == 0 ? Role.EVALUATE : Role.LEARN;
      examples.add(
          new Example("e" + n, n, new Features.Floats(point), label, "task-" + task, role));
    }
    // Without it the last window would still be waiting for more examples.
    examples.add(
        new Example(
            "end",
            examples.size(),
            new Features.Floats(new float[0]),
            Example.UNLABELLED,
            null,
            Role.BOUNDARY));
    return examples;
  }
}
