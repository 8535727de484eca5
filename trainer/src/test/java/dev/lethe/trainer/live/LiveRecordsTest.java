package dev.lethe.trainer.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.trainer.input.InputRecord;
import dev.lethe.trainer.replay.ScriptedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.junit.jupiter.api.Test;

class LiveRecordsTest {
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final SharedTopics.Key KEY =
      new SharedTopics.Key("cluster", ScriptedLog.TOPIC, "id");
  private static final int FIRST = 400;
  private static final int SECOND = 200;
  private static final int ALL = FIRST + SECOND;

  private final AtomicInteger consumers = new AtomicInteger();

  @Test
  void shouldReadRecordsOnceForRunsThatAreNear() {
    // Given
    var shared = new SharedTopics(1 << 30);
    List<InputRecord> one = new ArrayList<>();
    List<InputRecord> two = new ArrayList<>();
    try (LiveRecords first = records(shared, Map.of(0, 0L, 1, 0L));
        LiveRecords second = records(shared, Map.of(0, 0L, 1, 0L))) {
      // When
      while (one.size() < ALL || two.size() < ALL) {
        one.addAll(first.poll(SHORT));
        two.addAll(second.poll(SHORT));
      }
    }
    // Then they are the same objects, so they are decoded once too
    assertThat(two).containsExactlyElementsOf(one);
    assertThat(consumers).hasValue(1);
    assertWhole(one);
  }

  @Test
  void shouldReadAloneWhileFarBehindAndThenTogether() {
    // Given memory for about 50 records, and a run that is ahead
    var shared = new SharedTopics(50 * 508);
    List<InputRecord> one = new ArrayList<>();
    List<InputRecord> two = new ArrayList<>();
    try (LiveRecords first = records(shared, Map.of(0, 0L, 1, 0L));
        LiveRecords second = records(shared, Map.of(0, 0L, 1, 0L))) {
      two.addAll(second.poll(SHORT));
      while (one.size() < ALL / 2) {
        one.addAll(first.poll(SHORT));
      }
      int ahead = one.size();
      // When
      while (two.size() < ahead) {
        two.addAll(second.poll(SHORT));
      }
      while (one.size() < ALL || two.size() < ALL) {
        one.addAll(first.poll(SHORT));
        two.addAll(second.poll(SHORT));
      }
      // Then
      assertThat(two.subList(100, 200)).doesNotContainAnyElementsOf(one);
      assertThat(two.subList(500, ALL)).allMatch(one::contains);
    }
    assertWhole(one);
    assertWhole(two);
  }

  @Test
  void shouldNotReadWhatARunAheadHasConsumedForIt() {
    // Given
    var shared = new SharedTopics(1 << 30);
    try (LiveRecords first = records(shared, Map.of(0, 0L, 1, 0L));
        LiveRecords ahead = records(shared, Map.of(0, 390L, 1, 190L))) {
      first.poll(SHORT);
      // When
      List<InputRecord> read = new ArrayList<>();
      while (read.size() < 20) {
        read.addAll(ahead.poll(SHORT));
      }
      // Then the others are where they were
      assertThat(first.position(new TopicPartition(ScriptedLog.TOPIC, 0), SHORT)).isLessThan(390);
      assertThat(read).hasSize(20);
    }
  }

  @Test
  void shouldReadEverythingOnceInParallelRunsOfDifferentSpeed() {
    // Given little memory
    var shared = new SharedTopics(60 * 508);
    // When
    List<CompletableFuture<List<InputRecord>>> runs = new ArrayList<>();
    for (int seed = 0; seed < 6; seed++) {
      var random = new SplittableRandom(seed);
      runs.add(
          CompletableFuture.supplyAsync(
              () -> {
                List<InputRecord> read = new ArrayList<>();
                try (LiveRecords records = records(shared, Map.of(0, 0L, 1, 0L))) {
                  while (read.size() < ALL) {
                    if (random.nextInt(4) == 0) {
                      Thread.yield();
                    } else {
                      read.addAll(records.poll(SHORT));
                    }
                    if (random.nextInt(40) == 0) {
                      records.readAlone();
                    }
                  }
                }
                return read;
              }));
    }
    // Then
    runs.forEach(run -> assertWhole(run.join()));
  }

  @Test
  void shouldContinueWhenTheSharedConsumerFailsInAnotherRun() {
    // Given
    var shared = new SharedTopics(1 << 30);
    var failing =
        new ScriptedLog(3, 20) {
          private int polls;

          @Override
          public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            if (polls++ == 10) {
              throw new DisconnectException("lost");
            }
            return super.poll(timeout);
          }
        };
    fill(failing);
    var opened = new ArrayList<Consumer<byte[], byte[]>>(List.of(log(), failing));
    Supplier<Consumer<byte[], byte[]>> open = () -> opened.remove(opened.size() - 1);
    List<InputRecord> two = new ArrayList<>();
    try (LiveRecords first = records(shared, Map.of(0, 0L, 1, 0L), open);
        LiveRecords second = records(shared, Map.of(0, 0L, 1, 0L), open)) {
      two.addAll(second.poll(SHORT));
      assertThatThrownBy(
              () -> {
                while (true) {
                  first.poll(SHORT);
                }
              })
          .isInstanceOf(DisconnectException.class);
      // When
      while (two.size() < ALL) {
        two.addAll(second.poll(SHORT));
      }
    }
    // Then
    assertWhole(two);
    assertThat(failing.closed()).isTrue();
  }

  @Test
  void shouldContinueAloneAtThePositionOfTheRun() {
    // Given
    var shared = new SharedTopics(1 << 30);
    ScriptedLog own = log();
    List<InputRecord> read = new ArrayList<>();
    try (LiveRecords records = records(shared, own, Map.of(0, 0L, 1, 0L), this::open)) {
      while (read.size() < 100) {
        read.addAll(records.poll(SHORT));
      }
      long position = records.position(new TopicPartition(ScriptedLog.TOPIC, 0), SHORT);
      // When
      records.readAlone();
      // Then
      assertThat(own.position(new TopicPartition(ScriptedLog.TOPIC, 0))).isEqualTo(position);
      assertThat(read.stream().filter(r -> r.consumed().partition() == 0)).hasSize((int) position);
    }
  }

  private static void assertWhole(List<InputRecord> read) {
    assertThat(offsets(read, 0))
        .containsExactlyElementsOf(LongStream.range(0, FIRST).boxed().toList());
    assertThat(offsets(read, 1))
        .containsExactlyElementsOf(LongStream.range(0, SECOND).boxed().toList());
  }

  private static List<Long> offsets(List<InputRecord> read, int partition) {
    return read.stream()
        .filter(record -> record.consumed().partition() == partition)
        .map(record -> record.consumed().offset())
        .toList();
  }

  private LiveRecords records(SharedTopics shared, Map<Integer, Long> positions) {
    return records(shared, positions, this::open);
  }

  private static LiveRecords records(
      SharedTopics shared, Map<Integer, Long> positions, Supplier<Consumer<byte[], byte[]>> open) {
    return records(shared, log(), positions, open);
  }

  private static LiveRecords records(
      SharedTopics shared,
      ScriptedLog own,
      Map<Integer, Long> positions,
      Supplier<Consumer<byte[], byte[]>> open) {
    own.assign(
        positions.keySet().stream().map(n -> new TopicPartition(ScriptedLog.TOPIC, n)).toList());
    positions.forEach((n, offset) -> own.seek(new TopicPartition(ScriptedLog.TOPIC, n), offset));
    return new LiveRecords(own, Optional.of(new LiveRecords.Source(shared, KEY, open)));
  }

  private Consumer<byte[], byte[]> open() {
    consumers.incrementAndGet();
    return log();
  }

  private static ScriptedLog log() {
    var log = new ScriptedLog(1, 20);
    fill(log);
    return log;
  }

  private static void fill(ScriptedLog log) {
    log.partition(0, LongStream.range(0, FIRST).boxed().toArray(Long[]::new))
        .partition(1, LongStream.range(0, SECOND).boxed().toArray(Long[]::new));
  }
}
