package dev.lethe.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.scenarios.data.Dataset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PassesTest {
  private static final Dataset COUNTING = Fixtures.counting(10, 200, 20);
  private static final ScenarioOptions TWICE = ScenarioOptions.builder().passes(2).build();

  @Test
  void shouldReorderTrainingExamplesInEachPass() {
    // When
    ExampleStream stream = Scenario.parse("split", TWICE).over(COUNTING);
    // Then
    assertThat(stream.tasks().get(0)).isEqualTo(new TaskSize("0-1", 80, 4));
    assertThat(stream.size()).isEqualTo(5 * 84);
    List<StreamExample> trained =
        Fixtures.all(stream).stream().filter(e -> !e.evaluate()).limit(80).toList();
    List<String> first = trained.subList(0, 40).stream().map(StreamExample::id).toList();
    List<String> second =
        trained.subList(40, 80).stream().map(e -> e.id().replace("-pass-2", "")).toList();
    assertThat(first).noneMatch(id -> id.contains("pass"));
    assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
  }

  @Test
  void shouldUseUniqueIdsAndSendTestExamplesOnce() {
    // When
    List<StreamExample> examples = Fixtures.all(Scenario.parse("split", TWICE).over(COUNTING));
    // Then
    Set<String> ids = new HashSet<>();
    examples.forEach(example -> ids.add(example.id()));
    assertThat(ids).hasSize(examples.size());
    assertThat(examples.stream().filter(StreamExample::evaluate)).hasSize(20);
    assertThat(examples.get(examples.size() - 1).evaluate()).isFalse();
  }

  @Test
  void shouldRepeatTheSameSubsetWhenTheTaskIsLimited() {
    // When
    List<String> ids =
        Fixtures.all(Scenario.parse("split", TWICE.toBuilder().perTask(3).build()).over(COUNTING))
            .stream()
            .filter(example -> example.task().equals("0-1") && !example.evaluate())
            .map(example -> example.id().replace("-pass-2", ""))
            .toList();
    // Then
    assertThat(ids).hasSize(6);
    assertThat(ids.subList(3, 6)).containsExactlyInAnyOrderElementsOf(ids.subList(0, 3));
  }

  @Test
  void shouldDropTheLastIncompleteBatch() {
    // When: 40 training examples of each task
    ExampleStream stream =
        Scenario.parse("split", TWICE.toBuilder().dropLast(16).build()).over(COUNTING);
    // Then
    assertThat(stream.tasks().get(0)).isEqualTo(new TaskSize("0-1", 64, 4));
    assertThat(Fixtures.all(stream).stream().filter(e -> !e.evaluate())).hasSize(5 * 64);
    assertThatThrownBy(() -> TWICE.toBuilder().dropLast(0).build())
        .hasMessage("drop-last: got 0, expected 1 or more");
  }

  @Test
  void shouldStartLikeASinglePass() {
    // Given
    List<String> once =
        Fixtures.all(Scenario.parse("split", ScenarioOptions.seeded(1)).over(COUNTING)).stream()
            .filter(example -> !example.evaluate())
            .limit(40)
            .map(StreamExample::id)
            .toList();
    // Then
    assertThat(Fixtures.all(Scenario.parse("split", TWICE).over(COUNTING)))
        .filteredOn(example -> !example.evaluate())
        .extracting(StreamExample::id)
        .startsWith(once.toArray(String[]::new));
  }

  @Test
  void shouldRejectPassesThatDoNotFit() {
    assertThatThrownBy(() -> Scenario.parse("as-is", TWICE))
        .hasMessage("passes: got 2, expected 1: as-is keeps the order of the data set");
    assertThatThrownBy(() -> TWICE.toBuilder().passes(0).build())
        .hasMessage("passes: got 0, expected 1 or more");
  }
}
