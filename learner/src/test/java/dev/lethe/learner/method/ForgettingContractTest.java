package dev.lethe.learner.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.Learner;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.ExampleKey;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.learner.stream.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract of every part that stores rows: each row has a key, and can be forgotten. */
class ForgettingContractTest {
  private static final int FEATURES = 4;
  private static final int CLASSES = 4;
  private static final int FIRST = 317;

  /** Returns one method per registered part, and per rehearsal and policy that fit together. */
  static Stream<String> methods() {
    List<String> all = new ArrayList<>();
    MethodParts.VOCABULARY.definitions().forEach(part -> all.add(Samples.with(part)));
    all.add("agem(memory=20,batch=5)+ring+er(memory=10)");
    all.add("er(memory=20)+redo(when=dormant:0.5,rows=30)");
    all.add("er(memory=20)+shrink-perturb(when=rank:0.5)");
    for (PartDefinition rehearsal : ofKind(Kind.REHEARSAL)) {
      for (PartDefinition policy : ofKind(Kind.BUFFER_POLICY)) {
        all.add(Samples.with(rehearsal) + "+" + policy.name());
      }
      all.add(Samples.with(rehearsal) + "+ring(by=window)");
    }
    return all.stream().distinct().filter(ForgettingContractTest::isAllowed);
  }

  private static List<PartDefinition> ofKind(Kind kind) {
    return MethodParts.VOCABULARY.definitions().stream()
        .filter(part -> part.kind() == kind)
        .toList();
  }

  private static boolean isAllowed(String method) {
    try (Learner learner = learner(method, List.of())) {
      return learner.step() == 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void shouldNameTheKeyOfEveryRowInTheState(String method) {
    // Given
    List<Example> examples = stream().subList(0, FIRST);
    try (Learner learner = learner(method, examples)) {
      // When
      Set<Long> named = set(learner.keys());

      // Then
      String state = text(saved(learner));
      Set<Long> stored =
          examples.stream()
              .filter(example -> hasRow(state, example))
              .map(Example::key)
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(named).isEqualTo(stored).isNotEmpty();
      assertThat(state).doesNotContain("id-of-");
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void shouldForgetSomeExamplesAndContinue(String method) {
    // Given
    try (Learner learner = learner(method, stream().subList(0, FIRST))) {
      long[] keys = learner.keys();

      // When, Then: single ones, one that no row has, and several
      assertForgets(learner, Set.of(keys[0]));
      assertForgets(learner, Set.of(keys[keys.length / 2]));
      assertForgets(learner, Set.of(keys[keys.length - 1]));
      assertForgets(learner, Set.of(ExampleKey.of("unknown")));
      assertForgets(learner, everyThird(learner.keys()));
      assertContinues(method, learner, keys);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void shouldForgetAllExamplesAndContinue(String method) {
    // Given
    try (Learner learner = learner(method, stream().subList(0, FIRST))) {
      long[] keys = learner.keys();

      // When, Then
      assertForgets(learner, set(keys));
      assertContinues(method, learner, keys);
    }
  }

  private static void assertForgets(Learner learner, Set<Long> keys) {
    long[] before = learner.keys();
    learner.forget(keys);
    assertThat(learner.keys())
        .isEqualTo(LongStream.of(before).filter(key -> !keys.contains(key)).toArray());
  }

  /** Asserts that a learner trains on, without the forgotten rows, as does a restored one. */
  private static void assertContinues(String method, Learner learner, long[] before) {
    Set<Long> forgotten = set(before);
    forgotten.removeAll(set(learner.keys()));
    byte[] saved = saved(learner);
    String state = text(saved);
    List<Example> stream = stream();
    assertThat(stream.subList(0, FIRST))
        .noneMatch(example -> forgotten.contains(example.key()) && hasRow(state, example));
    List<Example> rest = stream.subList(FIRST, stream.size());
    try (Learner restored = learner(method, List.of())) {
      restored.restore(new ByteArrayInputStream(saved));
      assertThat(restored.digest()).isEqualTo(learner.digest());
      rest.forEach(learner::accept);
      rest.forEach(restored::accept);
      assertThat(restored.digest()).isEqualTo(learner.digest());
    }
    assertThat(learner.step()).isGreaterThan(100);
    assertThat(learner.keys().length).isGreaterThanOrEqualTo(before.length < 10 ? 0 : 10);
    assertThat(set(learner.keys())).doesNotContainAnyElementsOf(forgotten);
  }

  private static Set<Long> everyThird(long[] keys) {
    return IntStream.range(0, keys.length)
        .filter(i -> i % 3 == 0)
        .mapToObj(i -> keys[i])
        .collect(Collectors.toSet());
  }

  private static Set<Long> set(long[] keys) {
    return LongStream.of(keys).boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns true if the state contains the features of an example, which no other one has. */
  private static boolean hasRow(String state, Example example) {
    ByteBuffer row = ByteBuffer.allocate(FEATURES * Float.BYTES);
    for (float value : ((Features.Floats) example.features()).values()) {
      row.putFloat(value);
    }
    return state.contains(text(row.array()));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] saved(Learner learner) {
    var out = new ByteArrayOutputStream();
    learner.save(out);
    return out.toByteArray();
  }

  private static Learner learner(String method, List<Example> stream) {
    Learner learner = new Learner(spec(method), new LearnerListener() {});
    stream.forEach(learner::accept);
    return learner;
  }

  private static LearnerSpec spec(String method) {
    return LearnerSpec.builder(FEATURES, CLASSES)
        .method(method)
        .model("mlp(hidden=8)")
        .holdout(new HoldoutRule(0.1, 5, 8))
        .batchSize(5)
        .seed(3)
        .build();
  }

  /** Returns windows of 150 examples, each with two of four classes. */
  private static List<Example> stream() {
    Random random = new Random(5);
    List<Example> stream = new ArrayList<>();
    for (int i = 0; i < FIRST + 300; i++) {
      int window = i / 150;
      int label = 2 * (window % 2) + random.nextInt(2);
      float[] values = new float[FEATURES];
      for (int f = 0; f < FEATURES; f++) {
        values[f] = (float) (0.3 * random.nextGaussian() + (f == label ? 1 : 0.2));
      }
      stream.add(
          new Example(
              "id-of-" + i, 0, new Features.Floats(values), label, "task" + window, Role.LEARN));
    }
    return stream;
  }
}
