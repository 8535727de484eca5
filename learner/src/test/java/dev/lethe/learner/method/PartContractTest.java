package dev.lethe.learner.method;

import static dev.lethe.learner.LearnerContract.assertContinuesBitForBit;
import static dev.lethe.learner.LearnerContract.openArrays;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.Learner;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.expression.PartKind;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.HealthReport;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.learner.stream.Prediction;
import dev.lethe.learner.stream.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract of every part: it has an effect, reports it, can be restored and survives overflow. */
class PartContractTest {
  private static final int FEATURES = 16;
  // baselines that the other parts are compared with
  private static final Set<String> BASE = Set.of("naive", "reservoir", "linear", "relu", "sgd");

  static List<PartDefinition> parts() {
    return MethodParts.VOCABULARY.definitions();
  }

  static List<PartDefinition> partsThatAct() {
    return parts().stream().filter(part -> !BASE.contains(part.name())).toList();
  }

  static List<PartDefinition> partsThatReport() {
    Set<PartKind> silent = Set.of(Kind.HEAD, Kind.ACTIVATION, Kind.OPTIMIZER);
    return partsThatAct().stream().filter(part -> !silent.contains(part.kind())).toList();
  }

  @ParameterizedTest
  @MethodSource("partsThatAct")
  void shouldChangePredictions(PartDefinition part) {
    // When
    Recorded with = learn(Samples.with(part), stream());
    Recorded without = learn(Samples.without(part), stream());

    // Then
    assertThat(with.confidences).hasSameSizeAs(without.confidences);
    assertThat(with.confidences).isNotEqualTo(without.confidences);
  }

  @ParameterizedTest
  @MethodSource("partsThatReport")
  void shouldReportAMetricOfItsEffect(PartDefinition part) {
    // When
    Map<String, Double> with = learn(Samples.with(part), stream()).metrics;
    Map<String, Double> without = learn(Samples.without(part), stream()).metrics;

    // Then: metrics of its own
    with.keySet().removeAll(without.keySet());
    assertThat(with.values()).anyMatch(value -> value != 0);
    assertThat(with.values()).allMatch(Double::isFinite);
  }

  @ParameterizedTest
  @MethodSource("parts")
  void shouldContinueBitForBitWhenRestoredInMidRun(PartDefinition part) {
    // Given, When, Then: in the second window, with pending examples
    assertContinuesBitForBit(spec(Samples.with(part)), stream(), 283);
  }

  @ParameterizedTest
  @MethodSource("parts")
  void shouldContinueTrainingAfterZerosAndOverflows(PartDefinition part) {
    // Given
    List<Example> stream = new ArrayList<>(stream());
    for (int i = 0; i < 5; i++) {
      stream.add(40, example("zero" + i, new float[FEATURES], i % 2, "task0"));
    }
    for (float size : new float[] {1e30f, Float.MAX_VALUE}) {
      float[] huge = new float[FEATURES];
      Arrays.fill(huge, size);
      for (int i = 0; i < 5; i++) {
        stream.add(100, example("huge" + size + i, huge, i % 2, "task0"));
      }
    }

    // When
    Recorded recorded = learn(Samples.with(part), stream);

    // Then: the model is still finite at the end
    List<Float> last =
        recorded.confidences.subList(recorded.confidences.size() - 20, recorded.confidences.size());
    assertThat(last).allMatch(confidence -> confidence > 0 && confidence <= 1);
    assertThat(recorded.metrics).allSatisfy((name, value) -> assertThat(value).as(name).isFinite());
    assertThat(recorded.metrics).containsKey("weights.distance");
    assertThat(recorded.metrics.get("weights.distance")).isNotEqualTo(recorded.distanceBefore);
  }

  @ParameterizedTest
  @MethodSource("parts")
  void shouldNotLeakArrays(PartDefinition part) {
    // Given: after the first two windows, when all lasting arrays exist
    List<Example> stream = stream();
    try (Learner learner = new Learner(spec(Samples.with(part)), new Recorded())) {
      stream.forEach(learner::accept);
      int early = openArrays();

      // When
      for (int round = 0; round < 3; round++) {
        stream.forEach(learner::accept);
      }

      // Then
      assertThat(openArrays()).isEqualTo(early);
    }
  }

  private static final class Recorded implements LearnerListener {
    final List<Float> confidences = new ArrayList<>();
    final Map<String, Double> metrics = new TreeMap<>();
    double distanceBefore;

    @Override
    public void predicted(Example example, Prediction prediction) {
      confidences.add(prediction.confidence());
    }

    @Override
    public void health(HealthReport report) {
      distanceBefore = metrics.getOrDefault("weights.distance", 0.0);
      metrics.putAll(report.metrics());
    }
  }

  private static Recorded learn(String method, List<Example> stream) {
    Recorded recorded = new Recorded();
    try (Learner learner = new Learner(spec(method), recorded)) {
      stream.forEach(learner::accept);
    }
    return recorded;
  }

  private static LearnerSpec spec(String method) {
    return LearnerSpec.builder(FEATURES, 4)
        .method(method)
        .model("mlp(hidden=12:12)")
        .holdout(new HoldoutRule(0.1, 20, 64))
        .batchSize(5)
        .healthEvery(10)
        .seed(3)
        .build();
  }

  /** Returns three windows of 200 examples, each with two of four classes. */
  private static List<Example> stream() {
    Random random = new Random(5);
    List<Example> stream = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      int window = i / 200;
      int label = 2 * (window % 2) + random.nextInt(2);
      float[] values = new float[FEATURES];
      for (int f = 0; f < FEATURES; f++) {
        values[f] = (float) (0.3 * random.nextGaussian() + (f % 4 == label ? 1 : 0.2));
      }
      stream.add(example("e" + i, values, label, "task" + window));
    }
    stream.add(
        new Example(
            "end", 0, new Features.Bytes(new byte[0]), Example.UNLABELLED, null, Role.BOUNDARY));
    return stream;
  }

  private static Example example(String id, float[] values, int label, String task) {
    return new Example(id, 0, new Features.Floats(values), label, task, Role.LEARN);
  }
}
