package dev.lethe.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a stack's directory ready, and refuses one that cannot serve. */
final class StackDirectory {

  /** Least free space to start with: the broker's and the registry's files, and room to work in. */
  static final long MIN_FREE_BYTES = 500L << 20;

  private StackDirectory() {}

  /**
   * Makes the directory when absent, and checks that it can be written to and has room.
   *
   * @throws StackException naming the directory and what it lacks
   */
  static void prepare(Path directory) {
    long free;
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, ".writable", null));
      free = Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      throw new StackException(
          "dir: got %s (%s), expected a directory that this user can write to"
              .formatted(directory, e),
          e);
    }
    requireFree(directory, free);
  }

  static void requireFree(Path directory, long freeBytes) {
    if (freeBytes < MIN_FREE_BYTES) {
      throw new StackException(
          "dir: got %d MB free in %s, expected at least %d MB"
              .formatted(freeBytes >> 20, directory, MIN_FREE_BYTES >> 20));
    }
  }
}
