package dev.lethe.trainer.simulated;

import dev.lethe.trainer.checkpoint.CheckpointBytes;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Store whose writes pass boundaries: before the write, in the middle of the file, before the
 * rename and after it. A crash in the middle leaves a temporary file in a directory.
 */
public final class FaultyCheckpointStore implements CheckpointStore {
  private final CheckpointStore store;
  private final Boundaries boundaries;

  public FaultyCheckpointStore(CheckpointStore store, Boundaries boundaries) {
    this.store = store;
    this.boundaries = boundaries;
  }

  @Override
  public long write(CheckpointName name, CheckpointBytes content) throws IOException {
    boundaries.pass("before write");
    try {
      long size =
          store.write(
              name,
              out -> {
                content.writeTo(new Torn(out));
                boundaries.pass("before rename");
              });
      boundaries.pass("after write");
      return size;
    } catch (Error e) {
      leaveTemporaryFile(name);
      throw e;
    }
  }

  /** A store that is killed cannot clean up. */
  private void leaveTemporaryFile(CheckpointName name) throws IOException {
    String location = store.location(name);
    if (location.startsWith("file:")) {
      Path directory = Path.of(URI.create(location)).getParent();
      if (Files.isDirectory(directory)) {
        Files.write(directory.resolve(System.nanoTime() + "-torn.tmp"), new byte[] {1, 2, 3});
      }
    }
  }

  /** Passes a boundary in the middle of a file. */
  private final class Torn extends FilterOutputStream {
    private int writes;

    Torn(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      if (writes++ == 2) {
        boundaries.pass("in write");
      }
    }
  }

  @Override
  public List<CheckpointName> list(String run) throws IOException {
    return store.list(run);
  }

  @Override
  public InputStream open(CheckpointName name) throws IOException {
    return store.open(name);
  }

  @Override
  public boolean delete(CheckpointName name) throws IOException {
    boundaries.pass("before delete");
    boolean deleted = store.delete(name);
    boundaries.pass("after delete");
    return deleted;
  }

  @Override
  public String location(CheckpointName name) {
    return store.location(name);
  }

  @Override
  public void close() {}
}
