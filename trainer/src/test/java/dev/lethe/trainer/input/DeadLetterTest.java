package dev.lethe.trainer.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
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
    var letter =
        DeadLetter.of("in.dlq", "er-s1", record, new RejectedExampleException("features: …"));
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
    var letter = DeadLetter.of("in.dlq", "a", first, new RejectedExampleException("one"));
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
    var second = DeadLetter.of("in.dlq", "a", again, new RejectedExampleException("two"));
    // Then
    assertThat(second.headers().headers("__streams.errors.message")).hasSize(1);
    assertThat(header(second, "__streams.errors.message")).isEqualTo("two");
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String key) {
    return new String(record.headers().lastHeader(key).value(), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
