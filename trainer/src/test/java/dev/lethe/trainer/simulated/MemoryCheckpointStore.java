package dev.lethe.trainer.simulated;

import dev.lethe.trainer.checkpoint.CheckpointBytes;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Store without a disk. */
public final class MemoryCheckpointStore implements CheckpointStore {
  private final Map<CheckpointName, byte[]> files = new TreeMap<>();

  @Override
  public long write(CheckpointName name, CheckpointBytes content) throws IOException {
    if (files.containsKey(name)) {
      throw new FileAlreadyExistsException(name.toString());
    }
    var bytes = new ByteArrayOutputStream();
    content.writeTo(bytes);
    files.put(name, bytes.toByteArray());
    return bytes.size();
  }

  @Override
  public List<CheckpointName> list(String run) {
    return files.keySet().stream().filter(name -> name.run().equals(run)).toList();
  }

  @Override
  public InputStream open(CheckpointName name) throws IOException {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new NoSuchFileException(name.toString());
    }
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public boolean delete(CheckpointName name) {
    return files.remove(name) != null;
  }

  @Override
  public String location(CheckpointName name) {
    return "memory:" + name;
  }

  @Override
  public void close() {}
}
