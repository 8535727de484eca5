package dev.lethe.trainer.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Keeps the checkpoints of runs. {@link CheckpointStores#open} creates one.
 *
 * <p>Thread-safe, except that a run has one writer at a time.
 */
public interface CheckpointStore extends AutoCloseable {
  /**
   * Writes a checkpoint. Afterwards it is there whole, or not at all, even if the machine stops.
   * First removes what earlier interrupted writes of the same run left behind.
   *
   * @return size in bytes
   * @throws java.nio.file.FileAlreadyExistsException if the store has this checkpoint; delete it
   *     first to replace it
   * @throws IOException if the content or the store fails, for example because the disk is full
   */
  long write(CheckpointName name, CheckpointBytes content) throws IOException;

  /**
   * Returns the names of a run's complete checkpoints, oldest first. Complete means written to the
   * end; only reading a checkpoint shows whether it is undamaged.
   */
  List<CheckpointName> list(String run) throws IOException;

  /**
   * Opens a checkpoint. Reading only the start of the stream is cheap.
   *
   * @return stream, to be closed by the caller
   * @throws java.nio.file.NoSuchFileException if there is no such checkpoint
   */
  InputStream open(CheckpointName name) throws IOException;

  /**
   * Deletes a checkpoint.
   *
   * @return false if there was none
   */
  boolean delete(CheckpointName name) throws IOException;

  /** Returns the location of a checkpoint for people and for records, such as a URI. */
  String location(CheckpointName name);

  /** Releases connections. */
  @Override
  void close();
}
