package dev.lethe.streams.metrics;

import dev.lethe.schemas.Scorecard;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Newest scorecard of a run. A newer one replaces it as a whole. */
public final class NewestScorecard {
  private Optional<Scorecard> scorecard = Optional.empty();

  /**
   * Replaces the scorecard.
   *
   * @throws InvalidEventException if the number of its window is negative
   */
  public void replace(Scorecard newer) {
    InvalidEventException.requireWindow(newer.getWindow());
    scorecard =
        Optional.of(
            Scorecard.newBuilder(newer).setTask(WindowSummary.shortened(newer.getTask())).build());
  }

  Optional<Scorecard> get() {
    return scorecard;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeBoolean(scorecard.isPresent());
    if (scorecard.isPresent()) {
      ByteBuffer bytes = scorecard.get().toByteBuffer();
      out.writeInt(bytes.remaining());
      out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }
  }

  static NewestScorecard readFrom(DataInput in) throws IOException {
    var read = new NewestScorecard();
    if (in.readBoolean()) {
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      read.scorecard = Optional.of(Scorecard.fromByteBuffer(ByteBuffer.wrap(bytes)));
    }
    return read;
  }
}
