package dev.lethe.streams.promotion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Positions of the members and of the served stream in each partition of the input topic. A run
 * predicts the examples of a partition in order, so one offset each is enough.
 */
final class ServedPositions {
  private static final int VERSION = 1;
  private static final long NONE = -1;

  private final Map<String, Map<Integer, Long>> answered = new HashMap<>();
  private final Map<Integer, Long> served = new HashMap<>();
  private final Map<Integer, Long> dropped = new HashMap<>();
  private final Set<String> absent = new HashSet<>();
  private ExamplePosition last = new ExamplePosition(-1, NONE);
  private long nextCommand;

  /** Records that a run has predicted an example; returns false if that was known. */
  boolean advance(String run, ExamplePosition position) {
    if (position.offset() <= answered(run, position.partition())) {
      return false;
    }
    answered
        .computeIfAbsent(run, name -> new HashMap<>())
        .put(position.partition(), position.offset());
    return true;
  }

  /** Returns the offset of the newest example that a run has predicted; -1 if there is none. */
  long answered(String run, int partition) {
    return answered.getOrDefault(run, Map.of()).getOrDefault(partition, NONE);
  }

  Set<Integer> partitions(String run) {
    return Set.copyOf(answered.getOrDefault(run, Map.of()).keySet());
  }

  /** Returns the largest offset that was served; -1 if there is none. */
  long served(int partition) {
    return served.getOrDefault(partition, NONE);
  }

  void serve(ExamplePosition position) {
    served.merge(position.partition(), position.offset(), Math::max);
    last = position;
  }

  /** Returns the example that was served last; partition and offset are -1 if there is none. */
  ExamplePosition last() {
    return last;
  }

  /** Returns the largest offset up to which all examples are done with; -1 if there is none. */
  long dropped(int partition) {
    return dropped.getOrDefault(partition, NONE);
  }

  void drop(int partition, long offset) {
    dropped.merge(partition, offset, Math::max);
  }

  /** Records that a run has ended, so that nothing waits for its predictions, or continues. */
  void setAbsent(String run, boolean isAbsent) {
    if (isAbsent) {
      absent.add(run);
    } else {
      absent.remove(run);
    }
  }

  /** Returns the offset up to which an example needs not be kept. */
  long floor(int partition, Collection<String> members) {
    long floor = served(partition);
    for (String run : members) {
      if (!absent.contains(run)) {
        floor = Math.min(floor, answered(run, partition));
      }
    }
    return floor;
  }

  /** Returns true if a command is new. */
  boolean isNewCommand(long offset) {
    if (offset < nextCommand) {
      return false;
    }
    nextCommand = offset + 1;
    return true;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(answered.size());
    for (var entry : answered.entrySet()) {
      out.writeUTF(entry.getKey());
      write(entry.getValue(), out);
    }
    write(served, out);
    write(dropped, out);
    out.writeInt(absent.size());
    for (String run : absent) {
      out.writeUTF(run);
    }
    out.writeInt(last.partition());
    out.writeLong(last.offset());
    out.writeLong(nextCommand);
  }

  static ServedPositions readFrom(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("version: got %d, expected %d".formatted(version, VERSION));
    }
    var read = new ServedPositions();
    for (int i = in.readInt(); i > 0; i--) {
      String run = in.readUTF();
      var offsets = new HashMap<Integer, Long>();
      read(in, offsets);
      read.answered.put(run, offsets);
    }
    read(in, read.served);
    read(in, read.dropped);
    for (int i = in.readInt(); i > 0; i--) {
      read.absent.add(in.readUTF());
    }
    read.last = new ExamplePosition(in.readInt(), in.readLong());
    read.nextCommand = in.readLong();
    return read;
  }

  private static void write(Map<Integer, Long> offsets, DataOutput out) throws IOException {
    out.writeInt(offsets.size());
    for (var entry : offsets.entrySet()) {
      out.writeInt(entry.getKey());
      out.writeLong(entry.getValue());
    }
  }

  private static void read(DataInput in, Map<Integer, Long> offsets) throws IOException {
    for (int i = in.readInt(); i > 0; i--) {
      offsets.put(in.readInt(), in.readLong());
    }
  }
}
