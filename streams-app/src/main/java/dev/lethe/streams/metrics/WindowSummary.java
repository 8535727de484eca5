package dev.lethe.streams.metrics;

import dev.lethe.measures.Tally;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What is known of one task window, the accuracy matrix aside. */
final class WindowSummary {
  /** Characters kept of a name; the state must not grow with what a producer sends. */
  static final int MAX_NAME = 256;

  private String task;
  private boolean closed;
  private Tally tally = Tally.NONE;
  private double holdout = Double.NaN;
  private long holdoutStep = -1;

  void name(String newTask) {
    if (newTask != null) {
      task = newTask.length() <= MAX_NAME ? newTask : newTask.substring(0, MAX_NAME);
    }
  }

  void close() {
    closed = true;
  }

  void add(Tally more) {
    tally = tally.plus(more);
  }

  /**
   * Notes an accuracy on the window's holdout; one of an earlier step than the newest is ignored.
   */
  void evaluated(double accuracy, long step) {
    if (step >= holdoutStep) {
      holdout = accuracy;
      holdoutStep = step;
    }
  }

  String task() {
    return task;
  }

  boolean isClosed() {
    return closed;
  }

  Tally tally() {
    return tally;
  }

  double holdout() {
    return holdout;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeBoolean(task != null);
    if (task != null) {
      out.writeUTF(task);
    }
    out.writeBoolean(closed);
    tally.writeTo(out);
    out.writeDouble(holdout);
    out.writeLong(holdoutStep);
  }

  static WindowSummary readFrom(DataInput in) throws IOException {
    var read = new WindowSummary();
    read.task = in.readBoolean() ? in.readUTF() : null;
    read.closed = in.readBoolean();
    read.tally = Tally.readFrom(in);
    read.holdout = in.readDouble();
    read.holdoutStep = in.readLong();
    return read;
  }
}
