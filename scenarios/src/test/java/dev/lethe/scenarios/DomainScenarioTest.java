package dev.lethe.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.scenarios.data.Dataset;
import dev.lethe.scenarios.data.Values;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Permuted, rotated and as-is: all images in every task. */
class DomainScenarioTest {
  private static final ScenarioOptions SEED_1 = ScenarioOptions.seeded(1);
  private static final Dataset COUNTING = Fixtures.counting(10, 30, 20);

  @ParameterizedTest
  @CsvSource({"permuted,permutation", "rotated,rotation"})
  void shouldShowAllImagesInEveryTask(String name, String task) {
    // When
    ExampleStream stream = Scenario.parse(name, SEED_1.toBuilder().tasks(3).build()).over(COUNTING);
    // Then
    assertThat(stream.tasks())
        .containsExactly(
            new TaskSize(task + "-0", 30, 20),
            new TaskSize(task + "-1", 30, 20),
            new TaskSize(task + "-2", 30, 20));
    Map<String, Set<Integer>> rows = new HashMap<>();
    for (StreamExample example : stream) {
      assertThat(example.label()).isEqualTo(Fixtures.row(example) % 10);
      rows.computeIfAbsent(example.task() + example.evaluate(), key -> new HashSet<>())
          .add(Fixtures.row(example));
    }
    for (TaskSize size : stream.tasks()) {
      assertThat(rows.get(size.name() + false)).hasSize(30);
      assertThat(rows.get(size.name() + true)).hasSize(20);
    }
  }

  @ParameterizedTest
  @CsvSource({"permuted", "rotated"})
  void shouldTransformTrainingAndTestImagesAlikeWithinATask(String name) {
    // When
    Map<String, Set<List<Byte>>> images = images(name, SEED_1.toBuilder().tasks(4).build());
    // Then
    assertThat(images).hasSize(4).allSatisfy((task, seen) -> assertThat(seen).hasSize(1));
    Set<List<Byte>> distinct = new HashSet<>();
    images.values().forEach(distinct::addAll);
    distinct.add(bytes(COUNTING.train().row(0)));
    assertThat(distinct).as("images of four tasks and the original").hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({"permuted,permutation-3", "rotated,rotation-3"})
  void shouldNotDependOnOtherTasks(String name, String task) {
    // Given
    Set<List<Byte>> amongFour = images(name, SEED_1.toBuilder().tasks(4).build()).get(task);
    // When
    Set<List<Byte>> amongTwenty = images(name, SEED_1.toBuilder().perTask(1).build()).get(task);
    // Then
    assertThat(amongTwenty).isEqualTo(amongFour);
  }

  @Test
  void shouldPermutePixelsFromTheFirstTaskOn() {
    // When
    Map<String, Set<List<Byte>>> images = images("permuted", SEED_1);
    // Then
    List<Byte> original = bytes(COUNTING.train().row(0));
    assertThat(images).hasSize(20);
    images
        .values()
        .forEach(
            seen ->
                assertThat(seen.iterator().next())
                    .containsExactlyInAnyOrderElementsOf(original)
                    .isNotEqualTo(original));
  }

  @Test
  void shouldDrawAnglesOverTheHalfCircle() {
    // When
    Map<String, Set<List<Byte>>> images = images("rotated", SEED_1.toBuilder().tasks(40).build());
    Set<List<Byte>> views = new HashSet<>();
    images.values().forEach(views::addAll);
    // Then
    Set<List<Byte>> upper = turned(0, 90);
    Set<List<Byte>> lower = turned(90, 180);
    assertThat(views).anyMatch(upper::contains).anyMatch(lower::contains);
    assertThat(views).allMatch(view -> upper.contains(view) || lower.contains(view));
    // Small angles leave so small an image as it is, hence the margin.
    assertThat(turned(200, 340)).as("the other half circle").doesNotContainAnyElementsOf(views);
  }

  @Test
  void shouldKeepTheOrderWhenAsIs() {
    // When
    ExampleStream stream = Scenario.parse("as-is", SEED_1).over(COUNTING);
    // Then
    List<StreamExample> examples = Fixtures.all(stream);
    assertThat(stream.tasks()).containsExactly(new TaskSize("as-is", 30, 20));
    assertThat(examples.stream().filter(e -> !e.evaluate()).map(Fixtures::row))
        .isEqualTo(IntStream.range(0, 30).boxed().toList());
    assertThat(examples.stream().filter(StreamExample::evaluate).map(Fixtures::row))
        .isEqualTo(IntStream.range(0, 20).boxed().toList());
    assertThat(examples.get(0).id()).isEqualTo("as-is-0-train-000000");
    assertThat(bytes(examples.get(0).features())).isEqualTo(bytes(COUNTING.train().row(0)));
  }

  @Test
  void shouldRejectSeveralTasksWhenAsIs() {
    assertThatThrownBy(() -> Scenario.parse("as-is", SEED_1.toBuilder().tasks(5).build()))
        .hasMessage("tasks: got 5, expected 1: as-is has no boundaries");
    assertThat(Scenario.parse("as-is", SEED_1.toBuilder().tasks(1).build()).over(COUNTING).tasks())
        .hasSize(1);
  }

  private static Map<String, Set<List<Byte>>> images(String name, ScenarioOptions options) {
    Map<String, Set<List<Byte>>> images = new HashMap<>();
    for (StreamExample example : Scenario.parse(name, options).over(COUNTING)) {
      images
          .computeIfAbsent(example.task(), task -> new HashSet<>())
          .add(bytes(example.features()));
    }
    return images;
  }

  /** Returns the fixture's image, rotated by the angles of {@code [from, to)} degrees. */
  private static Set<List<Byte>> turned(int from, int to) {
    return IntStream.range(from * 10, to * 10)
        .mapToObj(tenths -> PixelMap.rotation(4, 4, tenths / 10.0))
        .map(map -> bytes(map.apply(COUNTING.train(), 0)))
        .collect(Collectors.toSet());
  }

  private static List<Byte> bytes(Values values) {
    byte[] array = Fixtures.bytes(values);
    return IntStream.range(0, array.length).mapToObj(i -> array[i]).toList();
  }
}
