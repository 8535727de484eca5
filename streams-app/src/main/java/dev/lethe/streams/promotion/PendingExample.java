package dev.lethe.streams.promotion;

import dev.lethe.schemas.Prediction;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Predictions of the members for an example that not all of them have predicted. */
final class PendingExample {
  private static final int VERSION = 1;

  private final int reign;
  private final Map<String, Prediction> predictions = new LinkedHashMap<>();

  /**
   * Creates an example without predictions.
   *
   * @param reign number of the newest switch. Runs are compared on this example in that reign only:
   *     a later switch may already have been made for the sake of one of its predictions
   */
  PendingExample(int reign) {
    this.reign = reign;
  }

  int reign() {
    return reign;
  }

  void add(Prediction prediction) {
    predictions.put(prediction.getRun(), prediction);
  }

  Optional<Prediction> of(String run) {
    return Optional.ofNullable(predictions.get(run));
  }

  Set<String> runs() {
    return predictions.keySet();
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(reign);
    out.writeInt(predictions.size());
    for (Prediction prediction : predictions.values()) {
      out.writeUTF(prediction.getRun());
      out.writeUTF(prediction.getId());
      out.writeInt(prediction.getPartition());
      out.writeLong(prediction.getOffset());
      out.writeLong(prediction.getEventTime().toEpochMilli());
      out.writeInt(prediction.getWindow());
      out.writeLong(prediction.getModelStep());
      out.writeInt(prediction.getPredicted());
      out.writeFloat(prediction.getConfidence());
      out.writeBoolean(prediction.getLabel() != null);
      out.writeInt(prediction.getLabel() == null ? 0 : prediction.getLabel());
    }
  }

  static PendingExample readFrom(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("version: got %d, expected %d".formatted(version, VERSION));
    }
    var read = new PendingExample(in.readInt());
    for (int i = in.readInt(); i > 0; i--) {
      read.add(readPrediction(in));
    }
    return read;
  }

  private static Prediction readPrediction(DataInput in) throws IOException {
    return new Prediction(
        in.readUTF(),
        in.readUTF(),
        in.readInt(),
        in.readLong(),
        Instant.ofEpochMilli(in.readLong()),
        in.readInt(),
        in.readLong(),
        in.readInt(),
        in.readFloat(),
        readLabel(in));
  }

  private static Integer readLabel(DataInput in) throws IOException {
    boolean isLabelled = in.readBoolean();
    int label = in.readInt();
    return isLabelled ? Integer.valueOf(label) : null;
  }
}
