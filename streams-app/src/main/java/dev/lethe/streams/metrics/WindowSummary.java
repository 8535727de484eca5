package dev.lethe.streams.metrics;

import dev.lethe.measures.Tally;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** State of one task window, except its place in the accuracy matrix. */
final class WindowSummary {
  /** Maximum length of a name, so that a producer cannot make the state grow. */
  static final int MAX_NAME = 256;

  private String task;
  private boolean closed;
  private Tally tally = Tally.NONE;
  private double holdout = Double.NaN;
  private long holdoutStep = -1;

  /** Sets the task of the window; null changes nothing. */
  void name(String newTask) {
    if (newTask != null) {
      task = shortened(newTask);
    }
  }

  /** Returns the first {@value #MAX_NAME} characters of a name, or null for null. */
  static String shortened(String name) {
    return name == null || name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
  }

  void close() {
    closed = true;
  }

  void add(Tally more) {
    tally = tally.plus(more);
  }

  /** Records an accuracy on the window's holdout, unless a later step has been recorded. */
  void recordHoldout(double accuracy, long step) {
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
