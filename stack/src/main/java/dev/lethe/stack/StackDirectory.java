package dev.lethe.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Creates and checks the directory of a stack. */
final class StackDirectory {

  /** Minimum free space at startup, for the files of the broker and the registry. */
  static final long MIN_FREE_BYTES = 500L << 20;

  private StackDirectory() {}

  /**
   * Creates the directory if absent. Checks that it is writable and has enough free space.
   *
   * @throws StackException if the directory is not usable; the message contains the reason
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
