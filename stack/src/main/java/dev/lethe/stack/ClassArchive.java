package dev.lethe.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Archive of the classes of a child process (class data sharing, JEP 350). The first process writes
 * it at its exit; later ones start with about half of the CPU time. Without an archive, and with
 * one that it cannot use, a JVM loads its classes as usual, so no error of an archive matters.
 */
final class ClassArchive {

  private static final Logger LOGGER = LoggerFactory.getLogger(ClassArchive.class);
  private static final String SUFFIX = ".jsa";

  private final Path kept;
  private final String prefix;
  private final Path written;

  private ClassArchive(Path kept, String prefix, Path written) {
    this.kept = kept;
    this.prefix = prefix;
    this.written = written;
  }

  /**
   * Returns the archive of a program.
   *
   * @param cache directory of the archives, created if absent
   * @param program name of the program
   * @param classPath class path of the program; an archive belongs to these files as they are now
   * @param directory directory to which a new archive is written first
   * @return empty if the JVM does not support an archive of this class path (it contains a
   *     directory) or the files cannot be used
   */
  static Optional<ClassArchive> of(
      Path cache, String program, List<Path> classPath, Path directory) {
    try {
      var contents = new StringBuilder(System.getProperty("java.vm.version"));
      for (Path file : classPath) {
        if (!Files.isRegularFile(file)) {
          return Optional.empty();
        }
        contents.append('\n').append(file.toAbsolutePath()).append(' ');
        contents.append(Files.size(file)).append(' ');
        contents.append(Files.getLastModifiedTime(file).toMillis());
      }
      Files.createDirectories(cache);
      Path written = directory.resolve(program + SUFFIX);
      Files.deleteIfExists(written);
      // one archive for each installation and Java
      Path place = classPath.get(0).toAbsolutePath().getParent();
      String prefix = "%s-%s-".formatted(program, hash(place + System.getProperty("java.home")));
      return Optional.of(
          new ClassArchive(cache.resolve(prefix + hash(contents) + SUFFIX), prefix, written));
    } catch (IOException | UnsupportedOperationException e) {
      LOGGER.atDebug().addKeyValue("cache", cache).setCause(e).log("No class archive");
      return Optional.empty();
    }
  }

  /**
   * Returns the directory of the archives of this user, which the launcher of an installation uses
   * too.
   *
   * @param environment environment variables
   * @return empty if {@code LETHE_CLASS_DATA} is {@code off}, or if there is no home directory
   */
  static Optional<Path> cache(Map<String, String> environment) {
    if ("off".equals(environment.get("LETHE_CLASS_DATA"))) {
      return Optional.empty();
    }
    return Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
        .filter(directory -> !directory.isEmpty())
        .map(Path::of)
        .or(() -> Optional.ofNullable(environment.get("HOME")).map(home -> Path.of(home, ".cache")))
        .map(directory -> directory.resolve("lethe"));
  }

  /** Returns the options of a JVM that uses this archive or writes it. */
  List<String> jvmOptions() {
    String option =
        Files.exists(kept)
            ? "-XX:SharedArchiveFile=" + kept
            : "-XX:ArchiveClassesAtExit=" + written.toAbsolutePath();
    return List.of(
        option, "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-Xlog:class+path=off");
  }

  /**
   * Keeps an archive that the process has written, and deletes those of earlier builds. Call it
   * after the process was ready and has exited by itself: other archives are incomplete.
   */
  void keep() {
    if (!Files.exists(written)) {
      return;
    }
    try {
      // With the prefix, so that the next one deletes it if this process is killed.
      Path complete = Files.createTempFile(kept.getParent(), prefix, SUFFIX);
      Files.move(written, complete, StandardCopyOption.REPLACE_EXISTING);
      // a JVM that starts now finds no archive or a complete one
      Files.move(complete, kept, StandardCopyOption.ATOMIC_MOVE);
      deleteOthers();
    } catch (IOException e) {
      LOGGER.atDebug().addKeyValue("archive", kept).setCause(e).log("Class archive not kept");
    }
  }

  private void deleteOthers() throws IOException {
    try (DirectoryStream<Path> others =
        Files.newDirectoryStream(kept.getParent(), prefix + "*" + SUFFIX)) {
      for (Path other : others) {
        if (!other.equals(kept)) {
          Files.delete(other);
        }
      }
    }
  }

  private static String hash(CharSequence text) {
    var crc = new CRC32();
    crc.update(text.toString().getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(crc.getValue());
  }
}
