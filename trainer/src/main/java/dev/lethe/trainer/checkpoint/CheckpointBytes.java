package dev.lethe.trainer.checkpoint;

import java.io.IOException;
import java.io.OutputStream;

/** Content that can be written to a stream. Writing it again writes the same bytes. */
@FunctionalInterface
public interface CheckpointBytes {
  /** Writes all bytes; neither flushes nor closes the stream. */
  void writeTo(OutputStream out) throws IOException;
}
