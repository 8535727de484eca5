package dev.lethe.trainer.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.stream.ExampleKey;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class TombstonesTest {
  @Test
  void shouldReadTheIdOfARecordWithoutValue() {
    assertThat(Tombstones.key(record("müller-7", null))).hasValue(ExampleKey.of("müller-7"));
  }

  @Test
  void shouldNotTakeOtherRecordsForTombstones() {
    assertThat(Tombstones.key(record("a", "value"))).isEmpty();
    assertThat(Tombstones.key(record(null, null))).isEmpty();
    assertThat(Tombstones.key(record("", null))).isEmpty();
  }

  private static ConsumerRecord<byte[], byte[]> record(String key, String value) {
    return new ConsumerRecord<>("examples", 0, 0, bytes(key), bytes(value));
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
