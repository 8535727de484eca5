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
 * Keeps a directory for one stack at a time. The operating system gives the lock back when the
 * process ends, however it ends.
 *
 * <p>The holder's process id is in a file of its own: on POSIX, closing any descriptor of a locked
 * file gives up all of the process's locks on it, so the locked file is opened once and never read.
 */
final class DirectoryLock implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(DirectoryLock.class);
  private static final String LOCK_FILE = "lethe.lock";

  // What a process has locked is one fact per process, and for the reason above a second attempt
  // must not even open the file: hence the one static collection.
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param directory an existing directory
   * @throws StackException naming the process that has it
   */
  static DirectoryLock acquire(Path directory) {
    Path real;
    try {
      real = directory.toRealPath();
    } catch (IOException e) {
      throw new StackException("dir: got %s, which is gone".formatted(directory), e);
    }
    if (!HELD_HERE.add(real)) {
      throw inUse(directory);
    }
    try {
      return new DirectoryLock(real, lock(directory, real.resolve(LOCK_FILE)));
    } catch (StackException e) {
      HELD_HERE.remove(real);
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

  /** The process that holds the lock; empty if nobody does. */
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
      throw new StackException("dir: cannot tell who holds %s".formatted(directory), e);
    }
  }

  private static StackException inUse(Path directory) {
    String holder;
    try {
      holder = Files.readString(pidFile(directory)).strip();
    } catch (IOException e) {
      holder = "unknown"; // taken a moment ago: its number is not written yet
    }
    return new StackException(
        "dir: got %s in use by process %s, expected a directory of its own or that process ended"
            .formatted(directory, holder));
  }

  private static Path pidFile(Path directory) {
    return directory.resolve("lethe.pid");
  }

  /** Gives the lock back; a second call does nothing. */
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
      HELD_HERE.remove(directory);
    }
  }
}
