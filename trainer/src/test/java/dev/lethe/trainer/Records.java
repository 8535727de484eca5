package dev.lethe.trainer;

import dev.lethe.schemas.Example;
import dev.lethe.schemas.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Examples and raw bytes that tests produce. */
final class Records {
  private Records() {}

  static List<Example> examples(int count) {
    return IntStream.range(0, count).mapToObj(i -> example("e" + i)).toList();
  }

  static Example example(String id) {
    return Kafka.example(id, 1, "t", Role.LEARN, RandomSource.XO_RO_SHI_RO_128_PP.create(3));
  }

  /** Returns bytes that no compression makes smaller. */
  static byte[] random(int size) {
    byte[] bytes = new byte[size];
    RandomSource.XO_RO_SHI_RO_128_PP.create(5).nextBytes(bytes);
    return bytes;
  }

  static String header(ConsumerRecord<byte[], byte[]> record, String key) {
    return new String(record.headers().lastHeader(key).value(), StandardCharsets.UTF_8);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
