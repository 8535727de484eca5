package dev.lethe.streams.promotion;

import dev.lethe.schemas.Prediction;
import java.nio.ByteBuffer;
import java.util.Comparator;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Position of an example in the input topic.
 *
 * @param partition partition, from 0
 * @param offset offset, from 0
 */
record ExamplePosition(int partition, long offset) implements Comparable<ExamplePosition> {
  private static final Comparator<ExamplePosition> ORDER =
      Comparator.comparingInt(ExamplePosition::partition)
          .thenComparingLong(ExamplePosition::offset);

  static ExamplePosition of(Prediction prediction) {
    return new ExamplePosition(prediction.getPartition(), prediction.getOffset());
  }

  @Override
  public int compareTo(ExamplePosition other) {
    return ORDER.compare(this, other);
  }

  static Serde<ExamplePosition> serde() {
    return Serdes.serdeFrom(
        (topic, position) ->
            ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(position.partition())
                .putLong(position.offset())
                .array(),
        (topic, bytes) -> {
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          return new ExamplePosition(buffer.getInt(), buffer.getLong());
        });
  }
}
