package dev.lethe.trainer.checkpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Keeps checkpoints as files, one directory for each run.
 *
 * <p>A checkpoint is written to a temporary file, which is forced to the disk and then renamed;
 * then the directory is forced too. So a file with the name of a checkpoint is complete, and it
 * survives a power failure as soon as {@link #write} returns.
 */
final class DirectoryCheckpointStore implements CheckpointStore {
  private static final String TEMPORARY = ".tmp";
  private static final int BUFFER_SIZE = 1 << 16;

  private final Path root;

  DirectoryCheckpointStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public long write(CheckpointName name, CheckpointBytes content) throws IOException {
    Path target = file(name);
    Path directory = createDirectory(target.getParent());
    deleteTemporaryFiles(directory);
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Path temporary = directory.resolve(name.digits() + "-" + UUID.randomUUID() + TEMPORARY);
    try {
      long size = writeFile(temporary, content);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      force(directory);
      return size;
    } catch (IOException e) {
      throw new IOException(
          "checkpoint %s: got '%s' after writing to %s, which has %d free bytes"
              .formatted(name, e.getMessage(), directory, directory.toFile().getUsableSpace()),
          e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static long writeFile(Path file, CheckpointBytes content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_SIZE);
      content.writeTo(out);
      out.flush();
      channel.force(true);
      return channel.size();
    }
  }

  /** Creates a directory and makes sure that a power failure does not remove it. */
  private Path createDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
      force(root);
    }
    return directory;
  }

  private static void force(Path directory) throws IOException {
    if (isWindows()) {
      return; // cannot open directories; its file system writes renames to a log
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").startsWith("Windows");
  }

  private static void deleteTemporaryFiles(Path directory) throws IOException {
    for (Path file : files(directory)) {
      if (file.getFileName().toString().endsWith(TEMPORARY)) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public List<CheckpointName> list(String run) throws IOException {
    var names = new ArrayList<CheckpointName>();
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new NotDirectoryException(root.toString());
    }
    for (Path file : files(root.resolve(CheckpointName.directory(run)))) {
      CheckpointName name =
          CheckpointName.parse(run, file.getFileName().toString(), CheckpointName.EXTENSION);
      if (name != null && Files.isRegularFile(file)) {
        names.add(name);
      }
    }
    names.sort(null);
    return List.copyOf(names);
  }

  private static List<Path> files(Path directory) throws IOException {
    var files = new ArrayList<Path>();
    try (var stream = Files.newDirectoryStream(directory)) {
      stream.forEach(files::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return files;
  }

  @Override
  public InputStream open(CheckpointName name) throws IOException {
    return Files.newInputStream(file(name));
  }

  @Override
  public boolean delete(CheckpointName name) throws IOException {
    Path file = file(name);
    boolean deleted = Files.deleteIfExists(file);
    if (deleted) {
      force(file.getParent());
    }
    return deleted;
  }

  @Override
  public String location(CheckpointName name) {
    return file(name).toUri().toString();
  }

  private Path file(CheckpointName name) {
    return root.resolve(CheckpointName.directory(name.run())).resolve(name.fileName());
  }

  @Override
  public void close() {}
}
