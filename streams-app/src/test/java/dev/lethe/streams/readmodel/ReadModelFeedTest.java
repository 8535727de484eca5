package dev.lethe.streams.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.InMemorySchemaRegistry;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import dev.lethe.streams.Events;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReadModelFeedTest {
  private final Topics topics = new Topics("t");
  private final TopicPartition runs = new TopicPartition(topics.runs(), 0);
  private final TopicPartition metrics = new TopicPartition(topics.metrics(), 0);
  private final TopicPartition promotions = new TopicPartition(topics.promotions(), 0);
  private final AvroSerdes serdes = new AvroSerdes(new InMemorySchemaRegistry(), true);
  private final RunBoard board = new RunBoard(Events.SOURCE);
  private final BlockingQueue<MockConsumer<byte[], byte[]>> consumers = new LinkedBlockingQueue<>();
  private final AtomicInteger made = new AtomicInteger();
  private final ReadModelFeed feed =
      new ReadModelFeed(this::next, topics, serdes, board, Duration.ofMillis(1));

  @AfterEach
  void closeFeed() {
    feed.close();
  }

  @Test
  void shouldGoOnWhereItWasWhenConsumerBreaks() {
    // Given
    var first = consumer(2);
    var second = consumer(2);
    first.schedulePollTask(
        () -> {
          first.addRecord(record(runs, 0, bytes(Events.run("a", RunState.LIVE, 1))));
          first.addRecord(record(runs, 1, new byte[] {1, 2, 3}));
        });
    first.schedulePollTask(() -> first.setPollException(new TimeoutException("broker is away")));
    second.schedulePollTask(
        () -> {
          assertThat(second.position(runs)).isEqualTo(2);
          second.addRecord(record(runs, 2, bytes(Events.run("b", RunState.LIVE, 2))));
        });

    // When
    feed.start();

    // Then
    await()
        .untilAsserted(
            () -> assertThat(board.runs()).extracting(RunView::run).containsExactly("a", "b"));
    assertThat(first.closed()).isTrue();
    assertThat(made).hasValue(2);
  }

  @Test
  void shouldBeCaughtUpOnlyWhenEndOfStartIsReached() {
    // Given
    var only = consumer(1);

    // When
    feed.start();
    await().until(() -> made.get() == 1 && !only.assignment().isEmpty());
    assertThat(feed.isCaughtUp()).isFalse();
    only.schedulePollTask(
        () -> only.addRecord(record(runs, 0, bytes(Events.run("a", RunState.LIVE, 1)))));

    // Then
    await().until(feed::isCaughtUp);
    assertThat(board.find("a")).isPresent();
  }

  @Test
  void shouldForgetRunWhenItIsDeletedFromTheTopic() {
    // Given
    var only = consumer(2);
    only.schedulePollTask(
        () -> {
          only.addRecord(record(runs, 0, bytes(Events.run("a", RunState.LIVE, 1))));
          only.addRecord(record(runs, 1, null));
        });

    // When
    feed.start();

    // Then
    await().until(feed::isCaughtUp);
    assertThat(board.runs()).isEmpty();
  }

  @Test
  @DisplayName("streams without an ACL")
  void shouldEndWithTheTopicWhenItMayNotReadIt() {
    // Given
    var only = consumer(2);
    only.schedulePollTask(
        () -> only.setPollException(new TopicAuthorizationException(Set.of(topics.metrics()))));

    // When
    feed.start();

    // Then
    await()
        .untilAsserted(
            () ->
                assertThat(feed.failure())
                    .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("t.metrics")));
    assertThat(only.closed()).isTrue();
    assertThat(made).as("no retry").hasValue(1);
  }

  private MockConsumer<byte[], byte[]> next() {
    made.incrementAndGet();
    return consumers.remove();
  }

  private MockConsumer<byte[], byte[]> consumer(long runsEnd) {
    var consumer = new MockConsumer<byte[], byte[]>("earliest");
    for (TopicPartition partition : List.of(runs, metrics, promotions)) {
      consumer.updatePartitions(
          partition.topic(),
          List.of(
              new PartitionInfo(partition.topic(), 0, Node.noNode(), new Node[0], new Node[0])));
    }
    consumer.updateBeginningOffsets(Map.of(runs, 0L, metrics, 0L, promotions, 0L));
    consumer.updateEndOffsets(Map.of(runs, runsEnd, metrics, 0L, promotions, 0L));
    consumers.add(consumer);
    return consumer;
  }

  private ConsumerRecord<byte[], byte[]> record(
      TopicPartition partition, long offset, byte[] value) {
    return new ConsumerRecord<>(
        partition.topic(), 0, offset, "a".getBytes(StandardCharsets.UTF_8), value);
  }

  private byte[] bytes(SpecificRecord record) {
    return serdes.serializer().serialize(topics.runs(), record);
  }
}
