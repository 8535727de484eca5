package dev.lethe.measures;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.DoubleSummaryStatistics;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Running mean of the values that are not NaN; NaN while there is no such value. */
public final class Mean {
  private double sum;
  private long count;

  /** Returns the mean over windows of a value, skipping NaN. */
  static double of(IntStream windows, IntToDoubleFunction value) {
    return new Mean().with(windows, value);
  }

  /** Adds a value; NaN is skipped. */
  public void add(double value) {
    if (!Double.isNaN(value)) {
      sum += value;
      count++;
    }
  }

  public double value() {
    return count == 0 ? Double.NaN : sum / count;
  }

  /** Returns the mean of the values added and of a value per window, without adding the latter. */
  double with(IntStream windows, IntToDoubleFunction value) {
    DoubleSummaryStatistics more =
        windows.mapToDouble(value).filter(each -> !Double.isNaN(each)).summaryStatistics();
    long total = count + more.getCount();
    return total == 0 ? Double.NaN : (sum + more.getSum()) / total;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeDouble(sum);
    out.writeLong(count);
  }

  static Mean readFrom(DataInput in) throws IOException {
    var read = new Mean();
    read.sum = in.readDouble();
    read.count = in.readLong();
    return read;
  }
}
