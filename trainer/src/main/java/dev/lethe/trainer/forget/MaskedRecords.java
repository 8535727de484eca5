package dev.lethe.trainer.forget;

import dev.lethe.schemas.OffsetRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Records of the input that a replay leaves out. Immutable. */
public final class MaskedRecords {
  /** No records. */
  public static final MaskedRecords NONE = new MaskedRecords(new TreeMap<>());

  private final SortedMap<Integer, TreeSet<Long>> offsets;

  private MaskedRecords(SortedMap<Integer, TreeSet<Long>> offsets) {
    this.offsets = offsets;
  }

  /** Returns the records in some ranges of offsets. */
  public static MaskedRecords of(Collection<OffsetRange> ranges) {
    var offsets = new TreeMap<Integer, TreeSet<Long>>();
    for (OffsetRange range : ranges) {
      var own = offsets.computeIfAbsent(range.getPartition(), partition -> new TreeSet<>());
      for (long offset = range.getFrom(); offset < range.getUntil(); offset++) {
        own.add(offset);
      }
    }
    return new MaskedRecords(offsets);
  }

  /** Returns true if the record at a position is one of these. */
  public boolean contains(int partition, long offset) {
    var own = offsets.get(partition);
    return own != null && own.contains(offset);
  }

  /** Returns the first of these records in a range, or empty if it holds none. */
  public OptionalLong firstIn(OffsetRange range) {
    var own = offsets.get(range.getPartition());
    Long next = own == null ? null : own.ceiling(range.getFrom());
    return next != null && next < range.getUntil() ? OptionalLong.of(next) : OptionalLong.empty();
  }

  /** Returns true if one of these records is before the end of its partition. */
  public boolean isBefore(Map<Integer, Long> ends) {
    return offsets.entrySet().stream()
        .anyMatch(own -> own.getValue().first() < ends.getOrDefault(own.getKey(), 0L));
  }

  /** Returns the records as ranges of offsets, by partition and offset. */
  public List<OffsetRange> ranges() {
    var ranges = new ArrayList<OffsetRange>();
    offsets.forEach(
        (partition, own) -> {
          for (long offset : own) {
            OffsetRange last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && last.getPartition() == partition && last.getUntil() == offset) {
              ranges.set(ranges.size() - 1, new OffsetRange(partition, last.getFrom(), offset + 1));
            } else {
              ranges.add(new OffsetRange(partition, offset, offset + 1));
            }
          }
        });
    return ranges;
  }

  /** Returns the number of records. */
  public long size() {
    return offsets.values().stream().mapToLong(TreeSet::size).sum();
  }

  /** Returns true if there are none. */
  public boolean isEmpty() {
    return offsets.isEmpty();
  }
}
