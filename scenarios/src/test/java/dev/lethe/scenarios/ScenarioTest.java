package dev.lethe.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.scenarios.data.Dataset;
import dev.lethe.scenarios.data.Glyphs;
import dev.lethe.scenarios.data.Split;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of every scenario. */
class ScenarioTest {
  private static final ScenarioOptions SEED_1 = ScenarioOptions.seeded(1);

  @ParameterizedTest
  @CsvSource({
    "split, 33ad4e6ed90d8841835efec4964744adcd28b513b0ff5aa9e1baee28d6e4ccad",
    "permuted, 193f08e0118d8061c60f1e2b75be088a59b93f922cf6eda3cf186a8d6b9afe76",
    "rotated, eb88529166d737a676f5d0c82a33af93436f98a20aa0bff85e8b830389ea989f",
    "as-is, 9f52bf274179723dfd5a946d2915ea75ed6c4210685bebfc87332be79dcddfdd"
  })
  void shouldStreamTheSameBytesOnEveryMachine(String name, String digest) {
    // Given
    Dataset glyphs = new Glyphs(1, 60, 20).draw();
    // When
    ExampleStream stream = Scenario.parse(name, SEED_1).over(glyphs);
    // Then
    assertThat(Fixtures.digest(stream)).isEqualTo(digest);
    assertThat(Fixtures.digest(stream)).as("a second iterator").isEqualTo(digest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"split", "permuted", "rotated"})
  void shouldDependOnTheSeed(String name) {
    // Given
    Dataset counting = Fixtures.counting(10, 60, 20);
    String one = Fixtures.digest(Scenario.parse(name, SEED_1).over(counting));
    // When
    String two = Fixtures.digest(Scenario.parse(name, ScenarioOptions.seeded(2)).over(counting));
    // Then
    assertThat(two).isNotEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(strings = {"split", "permuted", "rotated", "as-is"})
  void shouldUseUniqueIdsAndReportItsSize(String name) {
    // Given
    ExampleStream stream = Scenario.parse(name, SEED_1).over(Fixtures.counting(10, 70, 30));
    // When
    List<StreamExample> examples = Fixtures.all(stream);
    // Then
    Set<String> ids = new HashSet<>();
    examples.forEach(example -> ids.add(example.id()));
    assertThat(ids).hasSize(examples.size());
    assertThat(stream.size()).isEqualTo(examples.size());
    int at = 0;
    for (TaskSize task : stream.tasks()) {
      List<StreamExample> part = examples.subList(at, at + task.total());
      assertThat(part).allMatch(example -> example.task().equals(task.name()));
      assertThat(part.stream().filter(StreamExample::evaluate)).hasSize(task.evaluate());
      at += task.total();
    }
    assertThat(at).isEqualTo(examples.size());
  }

  @ParameterizedTest
  @CsvSource({
    "split,70,30",
    "permuted,70,30",
    "rotated,10,35",
    "as-is,70,30",
    "as-is,1,5",
    "as-is,2,7",
    "rotated,50,0"
  })
  void shouldSpreadEvaluationExamplesBeforeTheLastTrainingExample(
      String name, int train, int test) {
    // Given
    ScenarioOptions options = name.equals("split") ? SEED_1.toBuilder().tasks(2).build() : SEED_1;
    ExampleStream stream = Scenario.parse(name, options).over(Fixtures.counting(2, train, test));
    // When
    List<StreamExample> examples = Fixtures.all(stream);
    // Then
    int at = 0;
    for (TaskSize task : stream.tasks()) {
      int trained = 0;
      int evaluated = 0;
      for (StreamExample example : examples.subList(at, at + task.total())) {
        if (example.evaluate()) {
          evaluated++;
        } else {
          int due =
              task.train() == 1 ? task.evaluate() : task.evaluate() * trained / (task.train() - 1);
          assertThat(evaluated).as("evaluate examples before %s", example.id()).isEqualTo(due);
          trained++;
        }
      }
      at += task.total();
      assertThat(examples.get(at - 1).evaluate()).as("last of %s", task.name()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"split", "permuted", "rotated", "as-is"})
  void shouldKeepAPrefixWhenExamplesAreLimited(String name) {
    // Given
    Dataset counting = Fixtures.counting(10, 100, 50);
    ExampleStream whole = Scenario.parse(name, SEED_1).over(counting);
    // When
    ExampleStream capped =
        Scenario.parse(name, SEED_1.toBuilder().perTask(7).evaluatePerTask(3).build())
            .over(counting);
    // Then
    assertThat(capped.tasks()).hasSameSizeAs(whole.tasks());
    assertThat(capped.tasks()).allMatch(task -> task.train() == 7 && task.evaluate() == 3);
    for (boolean evaluate : new boolean[] {false, true}) {
      int limit = evaluate ? 3 : 7;
      for (TaskSize task : whole.tasks()) {
        assertThat(ids(capped, task.name(), evaluate))
            .isEqualTo(ids(whole, task.name(), evaluate).subList(0, limit));
      }
    }
  }

  @Test
  void shouldHoldOneExampleAtATimeWhenTheStreamIsLong() {
    // Given twenty tasks of 70 000 images of 784 bytes, more than the memory of a test
    Split train = new Split(784, new byte[784 * 60_000], new int[60_000]);
    Split test = new Split(784, new byte[784 * 10_000], new int[10_000]);
    Dataset large = new Dataset("large", 28, 28, 10, train, test);
    // When
    ExampleStream stream = Scenario.parse("permuted", SEED_1).over(large);
    StreamExample first = stream.iterator().next();
    // Then
    assertThat(stream.size()).isEqualTo(1_400_000);
    assertThat(first.task()).isEqualTo("permutation-0");
    assertThat(first.features().size()).isEqualTo(784);
  }

  @Test
  void shouldHandOverFeatures() {
    // Given
    ExampleStream stream = Scenario.parse("as-is", SEED_1).over(Fixtures.counting(2, 2, 0));
    // When
    Fixtures.bytes(stream.iterator().next().features())[0] = 77;
    // Then
    assertThat(Fixtures.bytes(stream.iterator().next().features())[0]).isEqualTo((byte) 1);
  }

  @Test
  void shouldThrowWhenReadPastTheEnd() {
    // Given
    var iterator = Scenario.parse("as-is", SEED_1).over(Fixtures.counting(2, 1, 0)).iterator();
    iterator.next();
    // Then
    assertThat(iterator.hasNext()).isFalse();
    assertThatThrownBy(iterator::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("as-is: the stream has ended");
  }

  @Test
  void shouldSuggestTheClosestScenario() {
    assertThatThrownBy(() -> Scenario.parse("permutated", SEED_1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "scenario: got 'permutated', expected one of split, permuted, rotated, as-is; did you mean 'permuted'?");
    assertThatThrownBy(() -> ClassOrder.parse("rand"))
        .hasMessage(
            "class-order: got 'rand', expected one of natural, random, tasks; did you mean 'random'?");
  }

  @Test
  void shouldRejectNumbersOutOfRange() {
    assertThatThrownBy(() -> SEED_1.toBuilder().tasks(0).build())
        .hasMessage("tasks: got 0, expected 1 or more");
    assertThatThrownBy(() -> SEED_1.toBuilder().perTask(0).build())
        .hasMessage("per-task: got 0, expected 1 or more");
    assertThatThrownBy(() -> SEED_1.toBuilder().evaluatePerTask(-1).build())
        .hasMessage("evaluate-per-task: got -1, expected 0 or more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"permuted", "rotated", "as-is"})
  void shouldRejectClassOrderAndLabelsOutsideSplit(String name) {
    assertThatThrownBy(
            () -> Scenario.parse(name, SEED_1.toBuilder().classOrder(ClassOrder.RANDOM).build()))
        .hasMessage(
            "class-order: got random, expected natural: every task of %s has all classes", name);
    assertThatThrownBy(
            () -> Scenario.parse(name, SEED_1.toBuilder().labels(Labels.WITHIN_TASK).build()))
        .hasMessage(
            "labels: got within-task, expected global: every task of %s has all classes", name);
  }

  private static List<String> ids(ExampleStream stream, String task, boolean evaluate) {
    return Fixtures.all(stream).stream()
        .filter(example -> example.task().equals(task) && example.evaluate() == evaluate)
        .map(StreamExample::id)
        .toList();
  }
}
