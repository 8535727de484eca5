package dev.lethe.trainer.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private static final long NOW = 1_800_000_000_000L;

  @Test
  void shouldKeepTheRecordAndSayWhatWasWrong() {
    // Given
    var headers = new RecordHeaders().add("trace", utf8("42"));
    var record =
        new ConsumerRecord<>(
            "in",
            3,
            17L,
            99L,
            TimestampType.CREATE_TIME,
            1,
            1,
            utf8("k"),
            utf8("v"),
            headers,
            Optional.empty());
    // When
    var letter = of("er-s1", record, "features: …", DeadLetterLimits.NONE);
    // Then
    assertThat(letter.topic()).isEqualTo("in.dlq");
    assertThat(letter.key()).isEqualTo(utf8("k"));
    assertThat(letter.value()).isEqualTo(utf8("v"));
    assertThat(letter.timestamp()).isEqualTo(99L);
    assertThat(header(letter, "trace")).isEqualTo("42");
    assertThat(header(letter, "__streams.errors.exception"))
        .isEqualTo(RejectedExampleException.class.getName());
    assertThat(header(letter, "__streams.errors.message")).isEqualTo("features: …");
    assertThat(header(letter, "__streams.errors.stacktrace")).contains("DeadLetterTest");
    assertThat(header(letter, "__streams.errors.topic")).isEqualTo("in");
    assertThat(header(letter, "__streams.errors.partition")).isEqualTo("3");
    assertThat(header(letter, "__streams.errors.offset")).isEqualTo("17");
    assertThat(header(letter, "lethe.run")).isEqualTo("er-s1");
  }

  @Test
  void shouldSayWhatWasWrongLastWhenALetterIsReplayedAndFailsAgain() {
    // Given
    var first = new ConsumerRecord<>("in", 0, 1L, utf8("k"), utf8("v"));
    var letter = of("a", first, "one", DeadLetterLimits.NONE);
    var again =
        new ConsumerRecord<>(
            "in",
            0,
            2L,
            0L,
            TimestampType.CREATE_TIME,
            1,
            1,
            letter.key(),
            letter.value(),
            letter.headers(),
            Optional.empty());
    // When
    var second = of("a", again, "two", DeadLetterLimits.NONE);
    // Then
    assertThat(second.headers().headers("__streams.errors.message")).hasSize(1);
    assertThat(header(second, "__streams.errors.message")).isEqualTo("two");
  }

  @Test
  void shouldMoveATimestampThatTheBrokerRefusesToAHeader() {
    // Given
    var limits = new DeadLetterLimits(Integer.MAX_VALUE, 3_600_000, Long.MAX_VALUE, false);
    // When
    var kept = of("r", record(NOW + 3_000_000, null, utf8("v")), "x", limits);
    var moved = of("r", record(NOW + 86_400_000, null, utf8("v")), "x", limits);
    // Then
    assertThat(kept.timestamp()).isEqualTo(NOW + 3_000_000);
    assertThat(moved.timestamp()).isNull();
    assertThat(header(moved, "lethe.timestamp")).isEqualTo(Long.toString(NOW + 86_400_000));
  }

  @Test
  void shouldCutAValueThatDoesNotFitAndKeepItsDigestAndPosition() throws Exception {
    // Given
    byte[] value = new byte[10_000];
    // When
    var letter = of("r", record(NOW, utf8("k"), value), "x".repeat(9000), limits(4000));
    // Then
    assertThat(bytes(letter)).isBetween(3500, 4000);
    assertThat(letter.key()).isEqualTo(utf8("k"));
    assertThat(header(letter, "trace")).isEqualTo("42");
    assertThat(header(letter, "lethe.value.bytes")).isEqualTo("10000");
    assertThat(header(letter, "lethe.value.sha256"))
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value)));
    assertThat(header(letter, "__streams.errors.offset")).isEqualTo("17");
    assertThat(letter.headers().lastHeader("__streams.errors.stacktrace")).isNull();
  }

  @Test
  void shouldKeepTheValueWhenSmallerHeadersSuffice() {
    // When
    var letter = of("r", record(NOW, null, new byte[2000]), "x".repeat(9000), limits(4000));
    // Then
    assertThat(letter.value()).hasSize(2000);
    assertThat(letter.headers().lastHeader("lethe.value.bytes")).isNull();
  }

  @Test
  void shouldDropLargeHeadersAndCutALargeKey() {
    // Given
    var record = record(NOW, new byte[9000], new byte[9000]);
    record.headers().add("huge", new byte[9000]);
    // When
    var letter = of("r", record, "x", limits(4000));
    // Then
    assertThat(bytes(letter)).isLessThan(4000);
    assertThat(header(letter, "lethe.headers.dropped")).isEqualTo("2");
    assertThat(header(letter, "lethe.key.bytes")).isEqualTo("9000");
    assertThat(header(letter, "lethe.value.bytes")).isEqualTo("9000");
  }

  @Test
  void shouldTightenTheLimitsByWhatTheBrokerRefused() {
    // Given
    var letterOf = record(NOW, null, new byte[100_000]);
    // When
    var time = DeadLetterLimits.NONE.tightened(new InvalidTimestampException("t")).orElseThrow();
    var size = DeadLetterLimits.NONE.tightened(new RecordTooLargeException("s")).orElseThrow();
    var key = DeadLetterLimits.NONE.tightened(new InvalidRecordException("k")).orElseThrow();
    // Then
    assertThat(of("r", letterOf, "x", time).timestamp()).isNull();
    assertThat(bytes(of("r", letterOf, "x", size))).isLessThan(DeadLetterLimits.SMALL);
    assertThat(of("r", letterOf, "x", key).key()).isEqualTo(utf8("r"));
    assertThat(time.tightened(new InvalidTimestampException("t"))).isEmpty();
    assertThat(size.tightened(new RecordTooLargeException("s"))).isEmpty();
    assertThat(key.tightened(new IllegalStateException("other"))).isEmpty();
  }

  private static DeadLetterLimits limits(int maxBytes) {
    return DeadLetterLimits.ofSize(maxBytes);
  }

  private static ConsumerRecord<byte[], byte[]> record(long timestamp, byte[] key, byte[] value) {
    var headers = new RecordHeaders().add("trace", utf8("42"));
    return new ConsumerRecord<>(
        "in",
        3,
        17L,
        timestamp,
        TimestampType.CREATE_TIME,
        1,
        1,
        key,
        value,
        headers,
        Optional.empty());
  }

  private static ProducerRecord<byte[], byte[]> of(
      String run, ConsumerRecord<byte[], byte[]> record, String why, DeadLetterLimits limits) {
    return DeadLetter.of("in.dlq", run, record, new RejectedExampleException(why), limits, NOW);
  }

  /** Returns the size that the producer compares with its limit. */
  private static int bytes(ProducerRecord<byte[], byte[]> letter) {
    return AbstractRecords.estimateSizeInBytesUpperBound(
        RecordBatch.CURRENT_MAGIC_VALUE,
        CompressionType.NONE,
        letter.key(),
        letter.value(),
        letter.headers().toArray());
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String key) {
    return new String(record.headers().lastHeader(key).value(), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
