package dev.lethe.streams.metrics;

import dev.lethe.measures.FadingAccuracy;
import dev.lethe.measures.SlidingAccuracy;
import dev.lethe.measures.Tally;
import dev.lethe.schemas.Outcomes;
import dev.lethe.schemas.Prediction;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * State of a run that changes with each prediction: prequential accuracy, counts of the current
 * task window, step and event time. About 240 bytes, whatever the length of the stream.
 *
 * <p>When the run enters another window, the counts of the previous one move to {@link
 * RunWindows#add}.
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

  /** Returns true if {@link #enter} must be called before a prediction in this window is added. */
  public boolean isOutside(int number) {
    return number != window || number < 0;
  }

  /**
   * Enters another task window and starts its counts at 0.
   *
   * @param windows receives the counts of the previous window
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

  /** Counts a prediction in the current window; a prediction without a label is not scored. */
  public void add(Prediction prediction) {
    add(prediction.getPredicted(), prediction.getLabel());
  }

  /** Counts predictions in the current window; those without a label are not scored. */
  public void add(Outcomes outcomes) {
    for (int i = 0; i < outcomes.getPredicted().size(); i++) {
      int label = outcomes.getLabels().get(i);
      add(outcomes.getPredicted().get(i), label < 0 ? null : label);
    }
  }

  private void add(int predicted, Integer label) {
    if (label == null) {
      total = total.unscored();
      inWindow = inWindow.unscored();
      return;
    }
    boolean right = label == predicted;
    total = total.scored(right);
    inWindow = inWindow.scored(right);
    sliding.add(right);
    fading.add(right);
  }

  /**
   * Records that an event arrived; the published metrics are now outdated.
   *
   * @param newStep learning steps completed
   * @param newEventTime event time in epoch milliseconds
   * @param now wall clock in epoch milliseconds
   */
  public void observe(long newStep, long newEventTime, long now) {
    step = Math.max(step, newStep);
    eventTime = Math.max(eventTime, newEventTime);
    touchedAt = Math.max(touchedAt, now);
    published = false;
  }

  /** Records that the newest metrics have been published. */
  public void markPublished() {
    published = true;
  }

  /** Returns true if the newest metrics have been published. */
  public boolean isPublished() {
    return published;
  }

  /** Wall-clock time of the newest event, in epoch milliseconds. */
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

  /** Returns the counts of a window that {@link RunWindows} does not have yet. */
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
