package dev.lethe.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class ComponentTest {
  private static final Topics TOPICS = new Topics("p");

  @Test
  void shouldGiveEveryTopicAWriterAndOnlyExistingTopics() {
    // Given
    Set<String> written = new HashSet<>();

    // When
    for (Component component : Component.values()) {
      Stream.of(component.permissions(TOPICS), component.optional(TOPICS))
          .flatMap(List::stream)
          .filter(permission -> permission.resource().resourceType() == ResourceType.TOPIC)
          .filter(permission -> permission.resource().patternType() == PatternType.LITERAL)
          .filter(permission -> permission.operations().contains(AclOperation.WRITE))
          .forEach(permission -> written.add(permission.resource().name()));
    }

    // Then
    assertThat(written)
        .containsExactlyInAnyOrderElementsOf(
            TOPICS.definitions(1, (short) 1).stream().map(NewTopic::name).toList());
  }

  @Test
  void shouldLetATrainerReadItsRunsAndJournalAgain() {
    assertThat(Component.TRAINER.permissions(TOPICS))
        .filteredOn(p -> Set.of("p.runs", "p.journal").contains(p.resource().name()))
        .hasSize(2)
        .allSatisfy(
            p -> assertThat(p.operations()).containsExactly(AclOperation.READ, AclOperation.WRITE));
  }

  @Test
  void shouldAllowOnlyTheNamedRunsToATrainer() {
    assertThat(Component.TRAINER.permissions(TOPICS, List.of("er-s1")))
        .filteredOn(p -> p.resource().resourceType() != ResourceType.TOPIC)
        .hasSize(2)
        .allSatisfy(
            p -> {
              assertThat(p.resource().name()).isEqualTo("p-run-er-s1");
              assertThat(p.resource().patternType()).isEqualTo(PatternType.LITERAL);
            });
  }

  @Test
  void shouldNameNoTopicByPatternAmongThoseToCheck() {
    assertThat(Component.STREAMS.topics(TOPICS))
        .contains("p.metrics", "p.metrics.dlq", "p.scorecards")
        .doesNotContain("p-streams-");
  }
}
