package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.schemas.Topics;
import dev.lethe.trainer.ProducerStates.End;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A transaction of epoch 5, whose marker would have epoch 6. */
class ProducerStatesTest {
  private static final Topics TOPICS = new Topics("lethe");

  private final Map<TopicPartition, ProducerState> states = new HashMap<>();

  @Test
  void shouldFindNoEndIfAllOfItHangs() {
    // Given
    hanging(TOPICS.journal());
    hanging(TOPICS.predictions());
    ended(TOPICS.windows(), 4);
    ended(TOPICS.runs(), 8);
    // When
    var found = new ProducerStates(TOPICS, states);
    // Then
    assertThat(found.end()).isEqualTo(End.NOWHERE);
    assertThat(found.isJournalHanging()).isTrue();
    assertThat(found.hanging())
        .containsOnlyKeys(partition(TOPICS.journal()), partition(TOPICS.predictions()));
  }

  @Test
  void shouldFindAPartIfPredictionsHaveTheMarker() {
    hanging(TOPICS.journal());
    ended(TOPICS.predictions(), 6);
    assertThat(new ProducerStates(TOPICS, states).end()).isEqualTo(End.PARTLY);
  }

  @Test
  void shouldFindAPartIfTheJournalHasTheMarker() {
    hanging(TOPICS.predictions());
    ended(TOPICS.journal(), 6);
    assertThat(new ProducerStates(TOPICS, states).end()).isEqualTo(End.PARTLY);
  }

  @Test
  void shouldFindACommitIfTheJournalHasLaterTransactions() {
    hanging(TOPICS.windows());
    ended(TOPICS.journal(), 7);
    assertThat(new ProducerStates(TOPICS, states).end()).isEqualTo(End.COMMITTED);
  }

  @Test
  void shouldFindNoEndIfOnlyStateOfTheRunHangs() {
    hanging(TOPICS.health());
    hanging(TOPICS.runs());
    ended(TOPICS.journal(), 4);
    assertThat(new ProducerStates(TOPICS, states).end()).isEqualTo(End.NOWHERE);
  }

  private void hanging(String topic) {
    put(topic, 5, OptionalLong.of(100));
  }

  private void ended(String topic, int epoch) {
    put(topic, epoch, OptionalLong.empty());
  }

  private void put(String topic, int epoch, OptionalLong start) {
    states.put(partition(topic), new ProducerState(2, epoch, 0, 0, OptionalInt.of(8), start));
  }

  private static TopicPartition partition(String topic) {
    return new TopicPartition(topic, 0);
  }
}
