package dev.lethe.learner.model;

import static dev.lethe.learner.LearnerContract.assertContinuesBitForBit;
import static dev.lethe.learner.LearnerContract.openArrays;
import static dev.lethe.learner.model.ModelSamples.CLASSES;
import static dev.lethe.learner.model.ModelSamples.FEATURES;
import static dev.lethe.learner.model.ModelSamples.spec;
import static dev.lethe.learner.model.ModelSamples.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.Learner;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HealthReport;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.learner.stream.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract of every model: it can be trained with every supported method, and restored. */
class ModelContractTest {
  private static final String REPLAY = "er(memory=20,batch=5)+adam(lr=0.01)";
  private static final List<String> METHODS =
      List.of(
          "er(memory=20,batch=5)+mean-teacher(weight=1)",
          "er(memory=20,batch=5)+cls(weight=1)",
          "derpp(memory=20,batch=5)",
          "lwf",
          "ewc(samples=10)",
          "mas(samples=10)",
          "si",
          "agem(memory=20,batch=8)",
          "redo(tau=0.5,when=steps:10,rows=40)+adam",
          "cbp(rate=0.05,maturity=5)",
          "cbp(rate=0.05,maturity=5)+cosine",
          "shrink-perturb(when=steps:20)",
          "head-reset",
          "joint(passes=1)",
          "redo(tau=0.5,when=steps:10,rows=40)+crelu",
          "er(memory=20,batch=5)+cosine",
          "er(memory=20,batch=5)+ncm(refresh=5)",
          "slda(refresh=5)",
          "s-mas(lr=0.00002)",
          "kwta(share=0.5)",
          "hard-ash(z=0)",
          "ash(z=0)",
          "gelu",
          "leaky-relu");

  /** Returns true if the model has no hidden layers that can be reset. */
  private static boolean withoutUnits(String model) {
    boolean brought = model.startsWith("block") || model.startsWith("script");
    return brought && !model.contains("hidden=");
  }

  static List<String> models() {
    return ModelSamples.expressions();
  }

  static Stream<Arguments> modelsAndMethods() {
    return models().stream()
        .flatMap(model -> METHODS.stream().map(method -> Arguments.of(model, method)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void shouldLearnAnEasyStream(String model) {
    // When
    Recorded recorded = learn(spec(model, "naive+adam(lr=0.01)", 3), stream(900));

    // Then: chance is a quarter; the first third has four classes
    List<Boolean> late = recorded.right.subList(200, 300);
    assertThat(late.stream().filter(right -> right).count()).isGreaterThan(50);
  }

  @ParameterizedTest
  @MethodSource("modelsAndMethods")
  void shouldTrainWithEveryMethodOrRejectItAtStartup(String model, String method) {
    // Given
    boolean hasOptimizer = method.contains("+adam") || method.startsWith("s-mas");
    String optimized = hasOptimizer ? method : method + "+sgd(lr=0.01)";
    LearnerSpec spec = spec(model, optimized, 3);
    boolean resetsUnits = method.startsWith("redo") || method.startsWith("cbp");
    if (resetsUnits && withoutUnits(model)) {
      int before = openArrays();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> learn(spec, List.of()))
          .withMessageContaining("expected at least one hidden layer");
      assertThat(openArrays()).isEqualTo(before);
      return;
    }

    // When
    Recorded recorded = learn(spec, stream(90));

    // Then
    assertThat(recorded.confidences).hasSize(90).allMatch(c -> c > 0 && c <= 1);
    assertThat(recorded.skipped).isZero();
  }

  @ParameterizedTest
  @MethodSource("models")
  void shouldContinueBitForBitWhenRestoredInMidRun(String model) {
    // Given, When, Then: with pending examples
    assertContinuesBitForBit(spec(model, REPLAY, 3), stream(300), 183);
  }

  @ParameterizedTest
  @MethodSource("models")
  void shouldTrainTheSameHoweverOftenPredictionsAreRequested(String model) {
    // Given
    List<Example> stream = stream(90);
    Recorded once = new Recorded();
    byte[] digest = digest(spec(model, REPLAY, 3), stream, once);

    // When
    Recorded often = new Recorded();
    byte[] asked;
    try (Learner learner = new Learner(spec(model, REPLAY, 3), often)) {
      for (Example example : stream) {
        learner.accept(example);
        learner.predictPending();
      }
      asked = learner.digest();
    }

    // Then: a row alone can be rounded differently than among others
    assertThat(asked).isEqualTo(digest);
    assertThat(often.confidences).hasSameSizeAs(once.confidences);
    for (int i = 0; i < once.confidences.size(); i++) {
      assertThat(often.confidences.get(i)).isCloseTo(once.confidences.get(i), within(1e-3f));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void shouldFollowFromTheSeed(String model) {
    // When
    byte[] digest = digest(spec(model, REPLAY, 3), stream(60), new Recorded());
    byte[] again = digest(spec(model, REPLAY, 3), stream(60), new Recorded());
    byte[] other = digest(spec(model, REPLAY, 4), stream(60), new Recorded());

    // Then
    assertThat(again).isEqualTo(digest);
    assertThat(other).isNotEqualTo(digest);
  }

  @ParameterizedTest
  @MethodSource("models")
  void shouldNotLeakArrays(String model) {
    // Given: after the first windows, when all lasting arrays exist
    int before = openArrays();
    List<Example> stream = stream(90);
    String method =
        "er(memory=20,batch=5)+mean-teacher+ewc(samples=5)"
            + (withoutUnits(model) ? "" : "+cbp(maturity=5)");
    try (Learner learner = new Learner(spec(model, method, 3), new Recorded())) {
      stream.forEach(learner::accept);
      int early = openArrays();

      // When
      for (int round = 0; round < 2; round++) {
        stream.forEach(learner::accept);
        learner.predictPending();
      }

      // Then
      assertThat(openArrays()).isEqualTo(early);
    }
    assertThat(openArrays()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("models")
  void shouldContinueTrainingAfterZerosAndOverflows(String model) {
    // Given
    List<Example> stream = new ArrayList<>(stream(300));
    float[] huge = new float[FEATURES];
    java.util.Arrays.fill(huge, Float.MAX_VALUE);
    for (int i = 0; i < 5; i++) {
      stream.add(40, ModelSamples.example("zero" + i, new float[FEATURES], i % CLASSES, "task0"));
      stream.add(60, ModelSamples.example("huge" + i, huge, i % CLASSES, "task0"));
    }

    // When
    Recorded recorded = learn(spec(model, REPLAY, 3), stream);

    // Then
    int size = recorded.confidences.size();
    assertThat(recorded.confidences.subList(size - 20, size)).allMatch(c -> c > 0 && c <= 1);
  }

  private static Recorded learn(LearnerSpec spec, List<Example> stream) {
    Recorded recorded = new Recorded();
    digest(spec, stream, recorded);
    return recorded;
  }

  private static byte[] digest(LearnerSpec spec, List<Example> stream, Recorded recorded) {
    try (Learner learner = new Learner(spec, recorded)) {
      stream.forEach(learner::accept);
      return learner.digest();
    }
  }

  private static final class Recorded implements LearnerListener {
    final List<Float> confidences = new ArrayList<>();
    final List<Boolean> right = new ArrayList<>();
    double skipped;

    @Override
    public void predicted(Example example, Prediction prediction) {
      confidences.add(prediction.confidence());
      right.add(prediction.predicted() == example.label());
    }

    @Override
    public void health(HealthReport report) {
      skipped += report.metrics().getOrDefault("steps.skipped", 0.0);
    }
  }
}
