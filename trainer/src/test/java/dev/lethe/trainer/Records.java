package dev.lethe.trainer;

import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Origin;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Role;
import dev.lethe.trainer.checkpoint.CheckpointFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** Returns what a trainer reads from the record of an example in partition 0. */
  static dev.lethe.learner.stream.Example read(Example example, int offset) {
    List<?> values = (List<?>) example.getFeatures();
    float[] features = new float[values.size()];
    for (int i = 0; i < features.length; i++) {
      features[i] = (Float) values.get(i);
    }
    return new dev.lethe.learner.stream.Example(
        example.getId(),
        example.getEventTime().toEpochMilli(),
        new Features.Floats(features),
        example.getLabel() == null ? -1 : example.getLabel(),
        example.getTask(),
        dev.lethe.learner.stream.Role.valueOf(example.getRole().name()),
        new Origin(0, offset));
  }

  /** Returns the keys of the examples that a checkpoint holds. */
  static Set<Long> keys(Path checkpoint) throws IOException {
    var keys = new HashSet<Long>();
    try (InputStream in = Files.newInputStream(checkpoint)) {
      CheckpointFile.read(
          in,
          Map.of(
              PipelineState.KEYS, section -> PipelineState.readKeys(section).forEach(keys::add)));
    }
    return keys;
  }

  static Set<Long> boxed(long[] keys) {
    return Arrays.stream(keys).boxed().collect(Collectors.toSet());
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
