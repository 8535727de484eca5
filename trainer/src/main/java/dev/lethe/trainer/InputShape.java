package dev.lethe.trainer;

import dev.lethe.learner.stream.Example;
import dev.lethe.trainer.input.ExampleReader;
import dev.lethe.trainer.replay.InputRange;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Shape of the examples in a range of the input.
 *
 * @param features number of features of the first example that can be read
 * @param classes largest label plus 1
 */
public record InputShape(int features, int classes) {
  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException if no example can be read, or fewer than two classes occur
   */
  public static InputShape find(RunAccess access, InputRange range, Duration maxAhead) {
    var reader =
        new ExampleReader(access.serdes().deserializer(dev.lethe.schemas.Example.class), maxAhead);
    var scan = new Scan(reader, range);
    new KafkaClients(access.reader())
        .scan(
            access.topics().examples(),
            partition -> {
              InputRange.Offsets offsets = range.partitions().get(partition);
              return offsets == null ? OptionalLong.empty() : OptionalLong.of(offsets.from());
            },
            scan::accept);
    if (scan.features == 0 || scan.label < 1) {
      throw new IllegalArgumentException(
          "input: got %s features and labels up to %d in %s, expected labelled examples of two or more classes; --features and --classes name the shape"
              .formatted(scan.features == 0 ? "no" : scan.features, scan.label, range));
    }
    return new InputShape(scan.features, scan.label + 1);
  }

  /** Largest feature count and label read so far. */
  private static final class Scan {
    private final ExampleReader reader;
    private final InputRange range;
    private int features;
    private int label = -1;

    Scan(ExampleReader reader, InputRange range) {
      this.reader = reader;
      this.range = range;
    }

    /** Reads all partitions to their ends, some of which may be after the range. */
    boolean accept(ConsumerRecord<byte[], byte[]> record) {
      if (record.value() == null
          || record.offset() >= range.partitions().get(record.partition()).until()) {
        return true;
      }
      try {
        Example example = reader.read(record);
        features = features == 0 ? example.features().size() : features;
        label = Math.max(label, example.label());
      } catch (SerializationException e) {
        return true; // a dead letter of the runs
      }
      return true;
    }
  }
}
