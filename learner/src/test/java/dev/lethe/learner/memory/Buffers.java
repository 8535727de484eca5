package dev.lethe.learner.memory;

import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.part.BufferPolicy.Offer;
import dev.lethe.learner.stream.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Buffers of examples with one feature, the key of the example. */
final class Buffers {
  private Buffers() {}

  static ReplayBuffer buffer(int capacity, BufferPolicy policy) {
    return new ReplayBuffer(new RowStore(1, capacity, capacity), policy);
  }

  static void offer(ReplayBuffer buffer, long key, int label, double loss) {
    buffer.offer(
        new Features.Floats(new float[] {key}), new Offer(label, (int) key / 100, loss), () -> key);
  }

  static List<Long> keys(ReplayBuffer buffer) {
    List<Long> keys = new ArrayList<>();
    buffer.forEachKey(keys::add);
    return keys;
  }

  static Set<Long> range(long from, long to) {
    return LongStream.range(from, to).boxed().collect(Collectors.toSet());
  }
}
