package dev.lethe.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
  @Test
  void shouldPutEveryTopicUnderThePrefix() {
    // When
    var definitions = new Topics("team.lethe").definitions(3, (short) 1);
    // Then
    assertThat(definitions).hasSize(18).extracting(NewTopic::name).doesNotHaveDuplicates();
    assertThat(definitions).allMatch(topic -> topic.name().startsWith("team.lethe."));
  }

  @Test
  void shouldKeepWhatReplayReadsForever() {
    // Given
    var topics = new Topics("lethe");
    // When
    var definitions = topics.definitions(1, (short) 1);
    // Then
    assertThat(definitions)
        .filteredOn(t -> t.name().equals(topics.journal()) || t.name().equals(topics.examples()))
        .hasSize(2)
        .allMatch(t -> t.configs().get("retention.ms").equals("-1"));
  }

  @Test
  @DisplayName("metrics expired")
  void shouldKeepTheNewestMetricsOfEachRunForever() {
    // Given
    var topics = new Topics("lethe");
    // When
    var definitions = topics.definitions(1, (short) 1);
    // Then
    assertThat(definitions)
        .filteredOn(t -> t.name().equals(topics.metrics()))
        .singleElement()
        .satisfies(t -> assertThat(t.configs()).containsEntry("cleanup.policy", "compact"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Lethe", "a_b", ".a", "a.", "a b"})
  void shouldRefuseAPrefixThatIsNoTopicName(String prefix) {
    assertThatThrownBy(() -> new Topics(prefix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("topic.prefix")
        .hasMessageContaining(prefix);
  }
}
