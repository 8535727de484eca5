package dev.lethe.trainer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.trainer.input.InputRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.DisconnectException;
import org.junit.jupiter.api.Test;

class SharedRangesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long PLENTY = 1 << 30;

  private final AtomicInteger consumers = new AtomicInteger();

  @Test
  void shouldReadRecordsOnceForAllRuns() {
    // Given
    var shared = new SharedRanges(PLENTY);
    List<InputRecord> expected = readAll(shared, log(), Map.of());
    // When
    List<InputRecord> later = readAll(shared, log(), Map.of());
    // Then they are the same objects, so they are decoded once too
    assertThat(expected).hasSize(600);
    assertThat(later).containsExactlyElementsOf(expected);
    assertThat(consumers).hasValue(1);
  }

  @Test
  void shouldGiveParallelRunsTheSameRecords() {
    // Given
    var shared = new SharedRanges(PLENTY);
    List<String> expected = names(readAll(new SharedRanges(0), log(), Map.of()));
    consumers.set(0);
    // When
    List<CompletableFuture<List<InputRecord>>> runs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      runs.add(CompletableFuture.supplyAsync(() -> readAll(shared, log(), Map.of())));
    }
    // Then
    for (var run : runs) {
      assertThat(names(run.join())).isEqualTo(expected);
      assertThat(run.join()).containsExactlyElementsOf(runs.get(0).join());
    }
  }

  @Test
  void shouldReadAgainWhatDoesNotFit() {
    // Given memory for about 100 records
    var shared = new SharedRanges(100 * 508);
    List<InputRecord> whole = readAll(new SharedRanges(PLENTY), log(), Map.of());
    // When
    List<InputRecord> first = readAll(shared, log(), Map.of());
    List<InputRecord> second = readAll(shared, log(), Map.of());
    // Then
    assertThat(names(first)).isEqualTo(names(whole));
    assertThat(names(second)).isEqualTo(names(whole));
    assertThat(second.subList(0, 100)).containsExactlyElementsOf(first.subList(0, 100));
    assertThat(second.subList(100, 600)).doesNotContainAnyElementsOf(first);
    assertThat(shared.bytes().values()).containsExactly(100 * 508L);
  }

  @Test
  void shouldContinueARunInTheMiddle() {
    // Given
    var shared = new SharedRanges(PLENTY);
    List<InputRecord> whole = readAll(shared, log(), Map.of());
    var positions = new HashMap<Integer, Long>();
    whole.subList(0, 250).forEach(r -> positions.put(partition(r), r.consumed().offset() + 1));
    // When
    List<InputRecord> rest = readAll(shared, log(), positions);
    // Then
    assertThat(rest).containsExactlyElementsOf(whole.subList(250, 600));
  }

  @Test
  void shouldReadAloneWhatNoRunHasReachedYet() {
    // Given a run that continues before any other has started
    var shared = new SharedRanges(PLENTY);
    var positions = Map.of(0, 200L, 1, 100L);
    // When
    List<InputRecord> rest = readAll(shared, log(), positions);
    // Then nothing before its position is read
    assertThat(rest).hasSize(300);
    assertThat(consumers).hasValue(0);
    assertThat(shared.bytes().values()).containsExactly(0L);
  }

  @Test
  void shouldDropRangesThatNoRunReadsIfMemoryIsShort() {
    // Given memory for one range
    var shared = new SharedRanges(700 * 508);
    readAll(shared, log(), Map.of());
    ScriptedLog other = log();
    InputRange part = InputRange.parse("0:0-300,1:0-200");
    // When
    try (RangeRecords records = shared.open(key(part), Map.of(), other, this::open)) {
      readAll(records);
      // Then
      assertThat(shared.bytes()).containsExactly(Map.entry(part, 500 * 508L));
    }
  }

  @Test
  void shouldContinueAfterAnErrorOfTheConsumer() {
    // Given a consumer that fails in the middle
    var shared = new SharedRanges(PLENTY);
    List<String> expected = names(readAll(new SharedRanges(PLENTY), log(), Map.of()));
    var failing =
        new ScriptedLog(3, 20) {
          private int polls;

          @Override
          public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            if (polls++ == 20) {
              throw new DisconnectException("lost");
            }
            return super.poll(timeout);
          }
        };
    fill(failing);
    var opened = new ArrayList<Consumer<byte[], byte[]>>(List.of(log(), failing));
    List<InputRecord> read = new ArrayList<>();
    // When
    try (RangeRecords records =
        shared.open(key(failing.whole()), Map.of(), log(), () -> opened.remove(1))) {
      assertThatThrownBy(
              () -> {
                while (!records.isFinished()) {
                  records.next(PATIENCE).ifPresent(read::add);
                }
              })
          .isInstanceOf(DisconnectException.class);
    }
    List<InputRecord> again = new ArrayList<>();
    try (RangeRecords records =
        shared.open(key(failing.whole()), Map.of(), log(), () -> opened.remove(0))) {
      again = readAll(records);
    }
    // Then
    assertThat(read).isNotEmpty().hasSizeLessThan(600);
    assertThat(again).startsWith(read.toArray(InputRecord[]::new));
    assertThat(names(again)).isEqualTo(expected);
    assertThat(failing.closed()).isTrue();
  }

  @Test
  void shouldNotShareRecordsOfATopicThatWasCreatedAgain() {
    // Given
    var shared = new SharedRanges(PLENTY);
    List<InputRecord> before = readAll(shared, log(), Map.of());
    ScriptedLog own = log();
    var key = new SharedRanges.Key("cluster", ScriptedLog.TOPIC, "id-2", own.whole());
    // When
    try (RangeRecords records = shared.open(key, Map.of(), own, this::open)) {
      // Then
      assertThat(readAll(records)).doesNotContainAnyElementsOf(before);
    }
  }

  @Test
  void shouldCountTheOffsetsThatAreLeft() {
    // Given
    var shared = new SharedRanges(PLENTY);
    ScriptedLog own = log();
    // When
    try (RangeRecords records = shared.open(key(own.whole()), Map.of(), own, this::open)) {
      // Then
      assertThat(records.remaining()).isEqualTo(600);
      records.next(PATIENCE);
      assertThat(records.remaining()).isEqualTo(599);
      readAll(records);
      assertThat(records.remaining()).isZero();
    }
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
    log.partition(0, LongStream.range(0, 400).map(i -> i * 3).boxed().toArray(Long[]::new))
        .partition(1, LongStream.range(0, 200).map(i -> i * 5).boxed().toArray(Long[]::new));
  }

  private static SharedRanges.Key key(InputRange range) {
    return new SharedRanges.Key("cluster", ScriptedLog.TOPIC, "id", range);
  }

  private List<InputRecord> readAll(
      SharedRanges shared, ScriptedLog own, Map<Integer, Long> positions) {
    try (RangeRecords records = shared.open(key(own.whole()), positions, own, this::open)) {
      return readAll(records);
    }
  }

  private static List<InputRecord> readAll(RangeRecords records) {
    List<InputRecord> read = new ArrayList<>();
    while (!records.isFinished()) {
      records.next(PATIENCE).ifPresent(read::add);
    }
    return read;
  }

  private static int partition(InputRecord record) {
    return record.consumed().partition();
  }

  private static List<String> names(List<InputRecord> records) {
    return records.stream().map(r -> partition(r) + "/" + r.consumed().offset()).toList();
  }
}
