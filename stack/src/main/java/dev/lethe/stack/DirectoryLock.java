package dev.lethe.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lock that reserves a directory for one stack. The operating system releases it when the process
 * exits, even after SIGKILL.
 *
 * <p>A separate file contains the process id of the holder. On POSIX, closing any descriptor of a
 * locked file releases all locks of the process on it, so the locked file is opened once and never
 * read.
 */
final class DirectoryLock implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(DirectoryLock.class);
  private static final String LOCK_FILE = "lethe.lock";

  // Static because locks belong to the process. For the reason above, a second attempt must not
  // even
  // open the file.
  private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Acquires the lock.
   *
   * @param directory existing directory
   * @throws StackException if another stack uses the directory; the message contains its process id
   */
  static DirectoryLock acquire(Path directory) {
    Path real;
    try {
      real = directory.toRealPath();
    } catch (IOException e) {
      throw new StackException(
          "dir: got %s, expected an existing directory".formatted(directory), e);
    }
    if (!LOCKED.add(real)) {
      throw inUse(directory);
    }
    try {
      return new DirectoryLock(real, lock(directory, real.resolve(LOCK_FILE)));
    } catch (StackException e) {
      LOCKED.remove(real);
      throw e;
    }
  }

  private static FileChannel lock(Path directory, Path file) {
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        throw inUse(directory);
      }
      Files.writeString(pidFile(file.getParent()), Long.toString(ProcessHandle.current().pid()));
      locked = true;
      return channel;
    } catch (IOException e) {
      throw new StackException("dir: %s cannot be locked".formatted(directory), e);
    } finally {
      if (!locked) {
        closeQuietly(channel);
      }
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      LOGGER.atDebug().setCause(e).log("Lock file cannot be closed");
    }
  }

  /**
   * Returns the process that holds the lock, or empty if the lock is free. Call it from another
   * process than the holder.
   */
  static Optional<ProcessHandle> holder(Path directory) {
    try (FileChannel channel =
            FileChannel.open(directory.resolve(LOCK_FILE), StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      if (free != null) {
        return Optional.empty();
      }
      long pid = Long.parseLong(Files.readString(pidFile(directory)).strip());
      return ProcessHandle.of(pid);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | NumberFormatException e) {
      throw new StackException(
          "dir: process that uses %s cannot be determined".formatted(directory), e);
    }
  }

  private static StackException inUse(Path directory) {
    String holder;
    try {
      holder = Files.readString(pidFile(directory)).strip();
    } catch (IOException e) {
      holder = "unknown"; // the holder has the lock but has not written its process id yet
    }
    return new StackException(
        "dir: got %s in use by process %s, expected an unused directory"
            .formatted(directory, holder));
  }

  private static Path pidFile(Path directory) {
    return directory.resolve("lethe.pid");
  }

  /** Releases the lock. A second call does nothing. */
  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try {
      Files.deleteIfExists(pidFile(directory));
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      LOCKED.remove(directory);
    }
  }
}
