package dev.lethe.trainer.simulated;

import dev.lethe.schemas.AvroSerializer;
import dev.lethe.schemas.DType;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Role;
import dev.lethe.schemas.Tensor;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Values of examples with mutations: in the fields, in the bytes, in both, or in neither. */
public final class MutatedRecords {
  private static final float[] ODD_FLOATS = {
    Float.NaN, Float.POSITIVE_INFINITY, -Float.MAX_VALUE, Float.MIN_VALUE, 1e30f, -0f, 1e6f
  };
  private static final long[] ODD_TIMES = {
    Long.MAX_VALUE / 2, Long.MIN_VALUE / 2, 0, -1, 1_700_000_000_000_000L, 1_700_000_000L
  };
  private static final int[] ODD_INTS = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1000, 4};

  /** Examples of a task; its end costs an evaluation. */
  private static final long TASK_SIZE = 2000;

  private final SplittableRandom random;
  private final String topic;
  private final AvroSerializer<Example> serializer;
  private final int features;
  private final int classes;
  private long examples;

  public MutatedRecords(
      SplittableRandom random,
      String topic,
      AvroSerializer<Example> serializer,
      int features,
      int classes) {
    this.random = random;
    this.topic = topic;
    this.serializer = serializer;
    this.features = features;
    this.classes = classes;
  }

  /** Returns the next value; null for a tombstone. */
  public byte[] next() {
    int kind = random.nextInt(16);
    if (kind == 0) {
      return random.nextInt(8) == 0 ? null : randomBytes(random.nextInt(200));
    }
    var example = Example.newBuilder(example());
    if (kind < 7) {
      for (int left = 1 + random.nextInt(2); left > 0; left--) {
        mutate(example);
      }
    }
    byte[] bytes = serializer.serialize(topic, example.build());
    return kind >= 7 && kind < 13 ? mutated(bytes) : bytes;
  }

  private Example example() {
    int label = random.nextInt(classes);
    var values = new ArrayList<Float>();
    for (int f = 0; f < features; f++) {
      values.add((f == label ? 1 : 0) + 0.3f * (float) random.nextDouble());
    }
    return new Example(
        "e" + random.nextInt(1_000_000),
        Instant.ofEpochMilli(SimulatedCluster.NOW),
        values,
        label,
        "task-" + examples++ / TASK_SIZE,
        random.nextInt(20) == 0 ? Role.EVALUATE : Role.LEARN);
  }

  private void mutate(Example.Builder example) {
    switch (random.nextInt(9)) {
      case 0 -> oddFeature(example);
      case 1 -> example.setFeatures(floats(random.nextInt(2 * features)));
      case 2 -> example.setFeatures(tensor());
      case 3 -> example.setLabel(ODD_INTS[random.nextInt(ODD_INTS.length)]);
      case 4 -> example.setLabel(null);
      case 5 ->
          example.setEventTime(Instant.ofEpochMilli(ODD_TIMES[random.nextInt(ODD_TIMES.length)]));
      case 6 -> example.setTask("t".repeat(random.nextInt(10) == 0 ? random.nextInt(200) : 201));
      case 7 -> example.setId("\u0000é".repeat(random.nextInt(700)));
      default -> example.setRole(Role.values()[random.nextInt(Role.values().length)]);
    }
  }

  private void oddFeature(Example.Builder example) {
    List<Float> values = floats(features);
    values.set(random.nextInt(features), ODD_FLOATS[random.nextInt(ODD_FLOATS.length)]);
    example.setFeatures(values);
  }

  private List<Float> floats(int size) {
    var values = new ArrayList<Float>();
    for (int f = 0; f < size; f++) {
      values.add((float) random.nextDouble());
    }
    return values;
  }

  private Tensor tensor() {
    var shape = new ArrayList<Integer>();
    for (int left = random.nextInt(4); left > 0; left--) {
      shape.add(
          random.nextInt(4) == 0
              ? ODD_INTS[random.nextInt(ODD_INTS.length)]
              : random.nextInt(features + 2));
    }
    int width = random.nextBoolean() ? 1 : Float.BYTES;
    byte[] data = randomBytes(random.nextBoolean() ? features * width : random.nextInt(64));
    return new Tensor(width == 1 ? DType.UINT8 : DType.FLOAT32, shape, ByteBuffer.wrap(data));
  }

  private byte[] randomBytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] mutated(byte[] bytes) {
    byte[] other = bytes.clone();
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      other = mutatedOnce(other);
    }
    return other;
  }

  private byte[] mutatedOnce(byte[] bytes) {
    if (bytes.length == 0) {
      return randomBytes(1);
    }
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 3 -> {
        return Arrays.copyOf(bytes, bytes.length + random.nextInt(32));
      }
      // A length that claims gigabytes.
      case 4 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 5), (byte) 0xff);
      default -> {
        int length = random.nextInt(bytes.length - at);
        System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - length), length);
      }
    }
    return bytes;
  }
}
