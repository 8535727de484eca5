package dev.lethe.trainer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergedRecordsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void shouldOrderRecordsByTimestamp() {
    var log = new ScriptedLog(1, 5).partition(0, 1L, 4L, 6L).partition(1, 2L, 3L, 5L);
    assertThat(merged(log)).containsExactly("0/0", "1/0", "1/1", "0/1", "1/2", "0/2");
  }

  @Test
  void shouldOrderEqualTimestampsByPartitionAndOffset() {
    var log = new ScriptedLog(1, 5).partition(2, 7L, 7L).partition(0, 7L, 7L).partition(1, 7L);
    assertThat(merged(log)).containsExactly("0/0", "0/1", "1/0", "2/0", "2/1");
  }

  @Test
  void shouldKeepTheOffsetsOfAPartitionInOrderIfTimestampsAreNot() {
    var log = new ScriptedLog(1, 5).partition(0, 9L, 1L, 2L).partition(1, 3L, 10L);
    assertThat(merged(log)).containsExactly("1/0", "0/0", "0/1", "0/2", "1/1");
  }

  @Test
  void shouldOrderRecordsByTheTimeOfTheirAppend() {
    var log =
        new ScriptedLog(1, 5)
            .partitionOf(TimestampType.LOG_APPEND_TIME, 0, 5L, 5L)
            .partitionOf(TimestampType.LOG_APPEND_TIME, 1, 4L, 6L);
    assertThat(merged(log)).containsExactly("1/0", "0/0", "0/1", "1/1");
  }

  @Test
  void shouldPutRecordsWithoutATimestampFirst() {
    var log = new ScriptedLog(1, 5).partition(0, 0L).partition(1, -1L);
    assertThat(merged(log)).containsExactly("1/0", "0/0");
  }

  @Test
  void shouldPassOffsetsWithoutARecordAtStartEndAndBetween() {
    var log =
        new ScriptedLog(1, 5)
            .partition(0, null, 2L, null, null, 3L, null)
            .partition(1, null, null)
            .partition(2, new Long[0]);
    assertThat(merged(log)).containsExactly("0/1", "0/4");
  }

  @Test
  void shouldEndBeforeTheEndOfTheRange() {
    var log = new ScriptedLog(1, 9).partition(0, 1L, 2L, 3L, 4L).partition(1, 1L, 2L, null, 4L);
    var range = InputRange.parse("0:1-3,1:1-3");
    assertThat(merged(log, range)).containsExactly("0/1", "1/1", "0/2");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50, 500})
  void shouldNotDependOnPolls(int maxPollRecords) {
    // Given
    List<String> expected = merged(random(new ScriptedLog(7, 20)));
    // When, Then
    assertThat(merged(random(new ScriptedLog(maxPollRecords, maxPollRecords))))
        .hasSize(expected.size())
        .isEqualTo(expected);
  }

  @Test
  void shouldReturnTheRestInTheSameOrder() {
    // Given
    List<String> whole = merged(random(new ScriptedLog(1, 20)));
    for (int consumed : new int[] {1, 100, 2_000, whole.size() - 1}) {
      var positions = new TreeMap<Integer, Long>();
      for (String record : whole.subList(0, consumed)) {
        String[] parts = record.split("/", 2);
        positions.put(Integer.valueOf(parts[0]), Long.parseLong(parts[1]) + 1);
      }
      // When
      ScriptedLog log = random(new ScriptedLog(consumed, 20));
      List<String> rest = merged(log, log.whole().startingAt(positions));
      // Then
      assertThat(rest).isEqualTo(whole.subList(consumed, whole.size()));
    }
  }

  @Test
  void shouldBoundTheRecordsThatWait() {
    // Given a partition whose records are all later than those of the other
    Long[] early = IntStream.range(0, 20_000).mapToObj(Long::valueOf).toArray(Long[]::new);
    Long[] late = IntStream.range(50_000, 70_000).mapToObj(Long::valueOf).toArray(Long[]::new);
    var log = new ScriptedLog(1, 500).partition(0, early).partition(1, late);
    // When
    List<String> all = merged(log);
    // Then
    assertThat(all).hasSize(40_000);
    assertThat(log.maxBuffered()).isLessThan(4_000);
  }

  @Test
  void shouldReturnNothingIfTheBrokersSendNothing() {
    // Given a range beyond the end of the log
    var log = new ScriptedLog(1, 5).partition(0, 1L);
    var records = new MergedRecords(log, ScriptedLog.TOPIC, InputRange.parse("0:0-2"));
    // When, Then
    assertThat(records.next(PATIENCE)).isPresent();
    assertThat(records.next(Duration.ofMillis(10))).isEmpty();
    assertThat(records.isFinished()).isFalse();
    assertThat(records.remaining()).isOne();
  }

  private static ScriptedLog random(ScriptedLog log) {
    var random = new SplittableRandom(3);
    for (int partition = 0; partition < 4; partition++) {
      int size = 1_000 * partition;
      Long[] timestamps = new Long[size];
      for (int i = 0; i < size; i++) {
        timestamps[i] = random.nextInt(10) == 0 ? null : Long.valueOf(i + random.nextInt(50));
      }
      log.partition(partition, timestamps);
    }
    return log;
  }

  private static List<String> merged(ScriptedLog log) {
    return merged(log, log.whole());
  }

  private static List<String> merged(ScriptedLog log, InputRange range) {
    var records = new MergedRecords(log, ScriptedLog.TOPIC, range);
    assertThat(records.remaining()).isEqualTo(range.size());
    var order = new ArrayList<String>();
    while (!records.isFinished()) {
      records
          .next(PATIENCE)
          .ifPresent(
              record -> {
                log.used();
                order.add(record.partition() + "/" + record.offset());
              });
    }
    assertThat(records.remaining()).isZero();
    assertThat(records.next(PATIENCE)).isEmpty();
    return order;
  }

  @Test
  void shouldStartAfterThePositionsOfARange() {
    var range = InputRange.parse("0:5-10,1:0-3");
    assertThat(range.startingAt(Map.of(0, 7L, 1, 3L))).hasToString("0:7-10,1:3-3");
    assertThat(range.startingAt(Map.of())).isEqualTo(range);
    assertThat(range.size()).isEqualTo(8);
  }
}
