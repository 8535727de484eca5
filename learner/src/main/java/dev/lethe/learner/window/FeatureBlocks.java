package dev.lethe.learner.window;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;

/**
 * Compares blocks of {@value #ROWS} rows to find out if their features still change. A block moves
 * if the mean of one of its w features differs from that of the reference block:
 *
 * <pre>
 *   |m − m′| &gt; √(2 (v + v′) ln(2 w / δ) / n),   δ = 0.01
 *   m, v = mean and variance of the feature in the block,  m′, v′ = in the reference,  n = rows
 * </pre>
 *
 * Then it becomes the reference. The features are calm after {@value #CALM} blocks that do not
 * move. A slow change moves the second of them, as it is twice as far from the reference.
 */
final class FeatureBlocks implements Stateful {
  static final int ROWS = 250;
  static final int CALM = 2;
  private static final double DELTA = 0.01;

  private Standardizer reference = new Standardizer(0);
  private Standardizer block = new Standardizer(0);
  private boolean comparing;
  private boolean moved;
  private int rows;
  private int calm;

  /** Begins to compare, with the next block as the reference. */
  void begin() {
    comparing = true;
    reference = new Standardizer(0);
    startBlock(0);
    calm = 0;
  }

  /** Forgets all rows, until {@link #begin}. */
  void end() {
    begin();
    comparing = false;
  }

  private void startBlock(int width) {
    block = new Standardizer(width);
    moved = false;
    rows = 0;
  }

  /** Adds a row; ignored unless blocks are compared. */
  void add(float[] row, int from, int width) {
    moved = false;
    if (!comparing) {
      return;
    }
    if (block.width() != width) {
      startBlock(width);
    }
    for (int i = 0; i < width; i++) {
      block.add(row[from + i], i);
    }
    block.endRow();
    rows++;
    if (rows == ROWS) {
      endBlock(width);
    }
  }

  private void endBlock(int width) {
    boolean first = reference.width() != width;
    boolean moves = !first && differs(width);
    calm = first || moves ? 0 : calm + 1;
    if (first || moves) {
      reference = block;
    }
    startBlock(width);
    moved = moves;
  }

  private boolean differs(int width) {
    double factor = 2 * StrictMath.log(2 * width / DELTA) / ROWS;
    for (int i = 0; i < width; i++) {
      double variance = block.variance(i) + reference.variance(i);
      if (Math.abs(block.mean(i) - reference.mean(i)) > StrictMath.sqrt(factor * variance)) {
        return true;
      }
    }
    return false;
  }

  /** Returns true if the newest row ended a block that moved. */
  boolean haveMoved() {
    return moved;
  }

  /** Returns true if the features no longer change. */
  boolean areCalm() {
    return calm >= CALM;
  }

  @Override
  public void save(StateWriter out) {
    out.put(comparing).put(moved).put((long) rows).put((long) calm);
    reference.save(out);
    block.save(out);
  }

  @Override
  public void restore(StateReader in) {
    comparing = in.getBoolean();
    moved = in.getBoolean();
    rows = in.getCount("rows of a block", ROWS);
    calm = in.getCount("blocks that do not move", CALM);
    reference.restore(in);
    block.restore(in);
  }
}
