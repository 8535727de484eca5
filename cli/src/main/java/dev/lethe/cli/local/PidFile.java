package dev.lethe.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the process that runs a stack in a directory; the stack notes it there. */
public final class PidFile {
  private static final String NAME = "lethe.pid";

  private PidFile() {}

  /**
   * The process that runs there.
   *
   * @throws IllegalStateException if there is none
   */
  public static ProcessHandle process(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    if (!Files.exists(file)) {
      throw new IllegalStateException("dir: nothing runs in '%s'".formatted(directory));
    }
    String pid = Files.readString(file).strip();
    return ProcessHandle.of(Long.parseLong(pid))
        .filter(process -> process.info().command().orElse("").contains("java"))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "dir: process %s, which ran in '%s', has ended already"
                        .formatted(pid, directory)));
  }
}
