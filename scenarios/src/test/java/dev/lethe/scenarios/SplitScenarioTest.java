package dev.lethe.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.scenarios.data.Dataset;
import dev.lethe.scenarios.data.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitScenarioTest {
  private static final ScenarioOptions SEED_1 = ScenarioOptions.seeded(1);
  private static final Dataset COUNTING = Fixtures.counting(10, 200, 100);

  @Test
  void shouldShowEveryExampleOnceInTheTaskOfItsClass() {
    // When
    List<StreamExample> examples = Fixtures.all(Scenario.parse("split", SEED_1).over(COUNTING));
    // Then
    List<Integer> train = new ArrayList<>();
    List<Integer> test = new ArrayList<>();
    for (StreamExample example : examples) {
      int row = Fixtures.row(example);
      int pair = example.label() / 2;
      assertThat(example.label()).isEqualTo(row % 10);
      assertThat(example.task()).isEqualTo(2 * pair + "-" + (2 * pair + 1));
      assertThat(example.id())
          .isEqualTo("split-%d-%s-%06d", pair, example.evaluate() ? "test" : "train", row);
      (example.evaluate() ? test : train).add(row);
    }
    assertThat(train).containsExactlyInAnyOrderElementsOf(rows(200));
    assertThat(test).containsExactlyInAnyOrderElementsOf(rows(100));
  }

  @Test
  void shouldVisitClassesInNaturalOrder() {
    assertThat(tasks(SEED_1)).containsExactly("0-1", "2-3", "4-5", "6-7", "8-9");
    assertThat(tasks(SEED_1.toBuilder().tasks(2).build()))
        .containsExactly("0-1-2-3-4", "5-6-7-8-9");
    assertThat(tasks(SEED_1.toBuilder().tasks(10).build())).hasSize(10).startsWith("0", "1", "2");
    assertThat(tasks(SEED_1.toBuilder().tasks(1).build())).containsExactly("0-1-2-3-4-5-6-7-8-9");
  }

  @Test
  void shouldShuffleClassesWithTheSeed() {
    // Given
    ScenarioOptions random =
        SEED_1.toBuilder().tasks(10).classOrder(ClassOrder.parse("random")).build();
    // When
    List<String> one = tasks(random);
    List<String> two =
        tasks(ScenarioOptions.builder().seed(2).tasks(10).classOrder(ClassOrder.RANDOM).build());
    // Then
    assertThat(one)
        .isNotEqualTo(tasks(SEED_1.toBuilder().tasks(10).build()))
        .isEqualTo(tasks(random));
    assertThat(one)
        .containsExactlyInAnyOrderElementsOf(tasks(SEED_1.toBuilder().tasks(10).build()));
    assertThat(two).isNotEqualTo(one);
  }

  @Test
  void shouldShuffleTasksAndKeepTheirClassesTogether() {
    // Given
    ScenarioOptions shuffled = SEED_1.toBuilder().classOrder(ClassOrder.parse("tasks")).build();
    // When
    List<String> one = tasks(shuffled);
    // Then
    assertThat(one).containsExactlyInAnyOrder("0-1", "2-3", "4-5", "6-7", "8-9");
    assertThat(one).isNotEqualTo(tasks(SEED_1));
    assertThat(tasks(ScenarioOptions.builder().seed(2).classOrder(ClassOrder.TASKS).build()))
        .isNotEqualTo(one);
  }

  @Test
  void shouldLabelByThePositionWithinTheTask() {
    // Given tasks 0-1, 2-3, ... of the counting fixture, whose label is the row modulo ten
    ScenarioOptions within = SEED_1.toBuilder().labels(Labels.parse("within-task")).build();
    // When
    ExampleStream stream = Scenario.parse("split", within).over(COUNTING);
    // Then
    assertThat(stream.classes()).isEqualTo(2);
    assertThat(Scenario.parse("split", SEED_1).over(COUNTING).classes()).isEqualTo(10);
    assertThat(stream)
        .allSatisfy(
            example -> assertThat(example.label()).isEqualTo(Fixtures.row(example) % 10 % 2));
  }

  @Test
  void shouldRejectUnknownLabels() {
    assertThatThrownBy(() -> Labels.parse("within"))
        .hasMessage(
            "labels: got 'within', expected one of global, within-task; did you mean 'within-task'?");
  }

  @Test
  void shouldShuffleExamplesWithinATask() {
    // When
    List<Integer> order =
        Fixtures.all(Scenario.parse("split", SEED_1).over(COUNTING)).stream()
            .filter(example -> example.task().equals("0-1") && !example.evaluate())
            .map(Fixtures::row)
            .toList();
    // Then
    assertThat(order).hasSize(40).isNotEqualTo(order.stream().sorted().toList());
  }

  @Test
  void shouldNotChangeImages() {
    assertThat(Scenario.parse("split", SEED_1).over(COUNTING))
        .allSatisfy(
            example ->
                assertThat(Fixtures.bytes(example.features()))
                    .isEqualTo(Fixtures.bytes(COUNTING.train().row(0))));
  }

  @Test
  void shouldListTheDivisorsWhenClassesDoNotDivide() {
    assertThatThrownBy(
            () -> Scenario.parse("split", SEED_1.toBuilder().tasks(3).build()).over(COUNTING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tasks: got 3, expected a divisor of the 10 classes of counting: 1, 2, 5, 10");
  }

  @Test
  void shouldRejectATaskWithoutTrainingExamples() {
    // Given
    Split onlyZeros = new Split(1, new byte[3], new int[3]);
    Dataset poor = new Dataset("poor", 1, 1, 2, onlyZeros, onlyZeros);
    // Then
    assertThatThrownBy(
            () -> Scenario.parse("split", SEED_1.toBuilder().tasks(2).build()).over(poor))
        .hasMessage("training examples of task 1: got 0, expected 1 or more");
  }

  private static List<String> tasks(ScenarioOptions options) {
    return Scenario.parse("split", options).over(COUNTING).tasks().stream()
        .map(TaskSize::name)
        .toList();
  }

  private static List<Integer> rows(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
