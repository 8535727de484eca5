package dev.lethe.streams.metrics;

import dev.lethe.measures.FadingAccuracy;
import dev.lethe.measures.SlidingAccuracy;
import dev.lethe.measures.Tally;
import dev.lethe.schemas.Prediction;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What each prediction changes: prequential accuracy of the run, counts of the task window it is
 * in, how far it has come. About 240 bytes, whatever the length of the stream.
 *
 * <p>Counts of a window that is left move to {@link RunWindows#add}.
 */
public final class RunProgress {
  private static final int VERSION = 2;
  private static final int NO_WINDOW = -1;
  private static final int SLIDING_LENGTH = 1000;
  private static final double FADING_ALPHA = 0.999;

  private final SlidingAccuracy sliding;
  private final FadingAccuracy fading;
  private Tally total = Tally.NONE;
  private int window = NO_WINDOW;
  private Tally inWindow = Tally.NONE;
  private long step;
  private long eventTime;
  private long touchedAt;
  private boolean published;

  public RunProgress() {
    this(new SlidingAccuracy(SLIDING_LENGTH), new FadingAccuracy(FADING_ALPHA));
  }

  private RunProgress(SlidingAccuracy sliding, FadingAccuracy fading) {
    this.sliding = sliding;
    this.fading = fading;
  }

  /** Whether a prediction in this task window must be preceded by {@link #enter}. */
  public boolean isOutside(int number) {
    return number != window || number < 0;
  }

  /**
   * Goes on with another task window, counting from 0.
   *
   * @param windows takes the counts of the window that is left
   * @throws InvalidEventException if the number is negative
   */
  public void enter(int number, RunWindows windows) {
    windows.open(number);
    if (window != NO_WINDOW) {
      windows.add(window, inWindow);
    }
    window = number;
    inWindow = Tally.NONE;
  }

  /** Counts a prediction in the window last entered; one without a label is not scored. */
  public void add(Prediction prediction) {
    Integer label = prediction.getLabel();
    if (label == null) {
      total = total.unscored();
      inWindow = inWindow.unscored();
      return;
    }
    boolean right = label == prediction.getPredicted();
    total = total.scored(right);
    inWindow = inWindow.scored(right);
    sliding.add(right);
    fading.add(right);
  }

  /**
   * Notes that an event was seen; what is published is out of date now.
   *
   * @param seenStep learning steps the event speaks of
   * @param seenEventTime event time in epoch milliseconds
   * @param now wall clock in epoch milliseconds
   */
  public void observe(long seenStep, long seenEventTime, long now) {
    step = Math.max(step, seenStep);
    eventTime = Math.max(eventTime, seenEventTime);
    touchedAt = Math.max(touchedAt, now);
    published = false;
  }

  public void publish() {
    published = true;
  }

  /** Whether the newest metrics have gone out. */
  public boolean isPublished() {
    return published;
  }

  /** Wall clock of the newest event, in epoch milliseconds. */
  public long touchedAt() {
    return touchedAt;
  }

  public long eventTime() {
    return eventTime;
  }

  public long step() {
    return step;
  }

  public Tally total() {
    return total;
  }

  /** Counts of a window that {@link RunWindows} does not have yet. */
  Tally inWindow(int number) {
    return number == window ? inWindow : Tally.NONE;
  }

  double windowed() {
    return sliding.value();
  }

  double fading() {
    return fading.value();
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeBoolean(published);
    out.writeLong(touchedAt);
    out.writeLong(step);
    out.writeLong(eventTime);
    total.writeTo(out);
    out.writeInt(window);
    inWindow.writeTo(out);
    sliding.writeTo(out);
    fading.writeTo(out);
  }

  public static RunProgress readFrom(DataInput in) throws IOException {
    StateVersion.require(VERSION, in.readByte());
    boolean published = in.readBoolean();
    long touchedAt = in.readLong();
    long step = in.readLong();
    long eventTime = in.readLong();
    Tally total = Tally.readFrom(in);
    int window = in.readInt();
    Tally inWindow = Tally.readFrom(in);
    var read = new RunProgress(SlidingAccuracy.readFrom(in), FadingAccuracy.readFrom(in));
    read.published = published;
    read.touchedAt = touchedAt;
    read.step = step;
    read.eventTime = eventTime;
    read.total = total;
    read.window = window;
    read.inWindow = inWindow;
    return read;
  }
}
