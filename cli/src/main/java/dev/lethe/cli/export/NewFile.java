package dev.lethe.cli.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * File that appears under its name only when it is complete: it is written to a temporary file,
 * forced to the disk and renamed.
 *
 * @param path path of the file
 * @param replaces true if the file may replace another
 */
public record NewFile(Path path, boolean replaces) {
  /** Content of a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Checks that the file can be written, before its content is computed.
   *
   * @throws IllegalArgumentException if it exists and must not be replaced, or its directory does
   *     not exist
   */
  public void requireWritable() {
    if (Files.isDirectory(path) || !Files.isDirectory(path.toAbsolutePath().getParent())) {
      throw new IllegalArgumentException(
          "to: got '%s', expected a file in an existing directory".formatted(path));
    }
    if (!replaces && Files.exists(path)) {
      throw new IllegalArgumentException(
          "to: got '%s', which exists, expected a new file, or --force".formatted(path));
    }
  }

  /**
   * Writes the file.
   *
   * @return size in bytes
   * @throws IllegalArgumentException as {@link #requireWritable}
   */
  public long write(Content content) throws IOException {
    requireWritable();
    Path temporary = path.resolveSibling(path.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      long size = writeAll(temporary, content);
      requireWritable();
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
      return size;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static long writeAll(Path file, Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var out = new BufferedOutputStream(Channels.newOutputStream(channel));
      content.writeTo(out);
      out.flush();
      channel.force(true);
      return channel.size();
    }
  }
}
