package dev.lethe.trainer.input;

import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Origin;
import dev.lethe.learner.stream.Role;
import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Reads examples in the canonical Avro schema. Not thread-safe. */
public final class ExampleReader {
  private static final int MAX_ID = 1000;
  private static final int MAX_TASK = 200;

  private final AvroDeserializer<dev.lethe.schemas.Example> deserializer;
  private final EventTimes eventTimes;

  /**
   * @param maxAhead maximum time that an event may be after the timestamp of its record
   */
  public ExampleReader(
      AvroDeserializer<dev.lethe.schemas.Example> deserializer, Duration maxAhead) {
    this.deserializer = deserializer;
    this.eventTimes = new EventTimes(maxAhead);
  }

  /**
   * Returns the example in a record, with the record's position as its origin.
   *
   * @throws SerializationException if the bytes are not an example, or its event time is absurd:
   *     the record is a dead letter
   * @throws dev.lethe.schemas.SchemaRegistry.RegistryUnavailableException if the registry did not
   *     answer: the record must be read again
   */
  public Example read(ConsumerRecord<byte[], byte[]> record) {
    var example = deserializer.deserialize(record.topic(), record.value());
    if (example == null) {
      throw new SerializationException("value: got null, expected an Example");
    }
    requireShort("id", example.getId(), MAX_ID);
    requireShort("task", example.getTask(), MAX_TASK);
    eventTimes.check(example.getEventTime(), record);
    return new Example(
        example.getId(),
        example.getEventTime().toEpochMilli(),
        features(example.getFeatures()),
        label(example),
        example.getTask(),
        role(example.getRole()),
        new Origin(record.partition(), record.offset()));
  }

  /** Rejects negative labels: with classes coded as −1 and 1, −1 would read as unlabelled. */
  private static int label(dev.lethe.schemas.Example example) {
    if (example.getLabel() == null || example.getRole() == dev.lethe.schemas.Role.BOUNDARY) {
      return Example.UNLABELLED;
    }
    if (example.getLabel() < 0) {
      throw new SerializationException(
          "label: got %d, expected a class index of at least 0, or null if unknown"
              .formatted(example.getLabel()));
    }
    return example.getLabel();
  }

  /** Bounds texts that every prediction or evaluation repeats. */
  private static void requireShort(String key, String value, int max) {
    if (value != null && value.length() > max) {
      throw new SerializationException(
          "%s: got %d characters, expected at most %d".formatted(key, value.length(), max));
    }
  }

  private static Role role(dev.lethe.schemas.Role role) {
    return switch (role) {
      case LEARN -> Role.LEARN;
      case EVALUATE -> Role.EVALUATE;
      case BOUNDARY -> Role.BOUNDARY;
    };
  }

  private static Features features(Object features) {
    if (features instanceof Tensor tensor) {
      return tensor(tensor);
    }
    List<?> list = (List<?>) features;
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (Float) list.get(i);
    }
    return new Features.Floats(values);
  }

  private static Features tensor(Tensor tensor) {
    ByteBuffer data = tensor.getData().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int width =
        switch (tensor.getDtype()) {
          case UINT8 -> 1;
          case FLOAT32 -> Float.BYTES;
        };
    long elements = 1;
    for (int size : tensor.getShape()) {
      if (size < 0) {
        throw new SerializationException(
            "features.shape: got %s, expected sizes of 0 or more".formatted(tensor.getShape()));
      }
      // Capped, so that absurd sizes cannot overflow into a plausible number.
      elements = Math.min(elements * size, Integer.MAX_VALUE);
    }
    if (elements * width != data.remaining()) {
      throw new SerializationException(
          "features.data: got %d bytes, expected %d for shape %s of %s"
              .formatted(data.remaining(), elements * width, tensor.getShape(), tensor.getDtype()));
    }
    if (width == 1) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      return new Features.Bytes(bytes);
    }
    float[] floats = new float[(int) elements];
    data.asFloatBuffer().get(floats);
    return new Features.Floats(floats);
  }
}
