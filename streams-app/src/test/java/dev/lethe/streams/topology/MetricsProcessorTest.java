package dev.lethe.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lethe.schemas.RunMetrics;
import dev.lethe.streams.Events;
import dev.lethe.streams.metrics.RunProgress;
import dev.lethe.streams.metrics.RunWindows;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class MetricsProcessorTest {
  private final MockProcessorContext<String, RunMetrics> context = new MockProcessorContext<>();
  private final KeyValueStore<String, ConsumedOffsets.Position> consumed =
      store(
          MetricsProcessorSupplier.CONSUMED_OFFSETS,
          StateSerde.of(ConsumedOffsets.Position::writeTo, ConsumedOffsets.Position::readFrom));
  private final KeyValueStore<String, RunProgress> progresses =
      store(
          MetricsProcessorSupplier.PROGRESS,
          StateSerde.of(RunProgress::writeTo, RunProgress::readFrom));
  private final KeyValueStore<String, RunWindows> windows =
      store(
          MetricsProcessorSupplier.WINDOWS,
          StateSerde.of(RunWindows::writeTo, RunWindows::readFrom));

  @Test
  void shouldPublishAfterRestartOnlyWhatHadNotGoneOut() {
    // Given
    progresses.put("published", progress(true));
    progresses.put("unpublished", progress(false));
    var processor = new MetricsProcessor(Map.of());
    context.setCurrentSystemTimeMs(5_000);

    // When
    processor.init(context);
    context.scheduledPunctuators().get(0).getPunctuator().punctuate(5_000);

    // Then
    assertThat(context.forwarded())
        .<String>extracting(forward -> forward.record().key())
        .containsExactly("unpublished");
    assertThat(progresses.get("unpublished").isPublished()).isTrue();
  }

  @Test
  void shouldSkipRecordsThatTheStateContains() {
    // Given
    var processor = new MetricsProcessor(Map.of());
    processor.init(context);
    for (int offset = 0; offset < 10; offset++) {
      process(processor, "predictions", offset);
    }

    // When
    for (int offset = 0; offset < 12; offset++) {
      process(processor, "predictions", offset);
    }
    process(processor, "others", 3);

    // Then
    assertThat(progresses.get("r").total().examples()).isEqualTo(13);
    assertThat(consumed.get("predictions").next()).isEqualTo(12);
  }

  @Test
  void shouldRefuseStateOfATopicThatWasRecreated() {
    // Given
    Uuid old = Uuid.randomUuid();
    var before = new MetricsProcessor(Map.of("predictions", old, "others", old));
    before.init(context);
    process(before, "predictions", 0);

    // When
    var same = new MetricsProcessor(Map.of("predictions", old));
    var recreated = new MetricsProcessor(Map.of("predictions", Uuid.randomUuid()));

    // Then
    assertThatCode(() -> same.init(context)).doesNotThrowAnyException();
    assertThatExceptionOfType(RecreatedInputException.class)
        .isThrownBy(() -> recreated.init(context))
        .withMessageStartingWith("topic predictions: got id ")
        .withMessageContaining("expected " + old);
  }

  private void process(MetricsProcessor processor, String topic, long offset) {
    context.setRecordMetadata(topic, 0, offset);
    context.setCurrentSystemTimeMs(5_000);
    processor.process(new Record<>("r", Events.prediction("r", (int) offset, 0, true), 0));
  }

  @Test
  void shouldKeepNewestRunsWhenThereAreMoreThanTheBound() {
    // Given
    for (int i = 0; i < RunRetirement.MAX_RUNS + 3; i++) {
      var progress = new RunProgress();
      progress.observe(0, 0, 1_000 + i);
      progresses.put("run-" + i, progress);
    }

    // When
    new RunRetirement(progresses, windows).retire(5_000);

    // Then
    assertThat(List.of("run-0", "run-1", "run-2"))
        .allSatisfy(run -> assertThat(progresses.get(run)).isNull());
    assertThat(progresses.get("run-3")).isNotNull();
    assertThat(progresses.approximateNumEntries()).isEqualTo(RunRetirement.MAX_RUNS);
  }

  private static RunProgress progress(boolean published) {
    var progress = new RunProgress();
    progress.enter(0, new RunWindows());
    progress.add(Events.prediction("r", 0, 0, true));
    progress.observe(1, 2, 3);
    if (published) {
      progress.markPublished();
    }
    return progress;
  }

  private <T> KeyValueStore<String, T> store(String name, Serde<T> values) {
    KeyValueStore<String, T> store =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    return store;
  }
}
