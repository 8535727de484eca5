package dev.lethe.trainer.checkpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Keeps checkpoints in an S3-compatible store.
 *
 * <p>A checkpoint is two objects: the content under a key that nobody else uses, and then a small
 * manifest that points to it, written on condition that there is none. A checkpoint exists as soon
 * as its manifest does. Content without a manifest is left by a writer that crashed; it is removed
 * after {@link #ORPHAN_AGE}, when its writer cannot be at work any more.
 */
final class S3CheckpointStore implements CheckpointStore {
  static final Duration ORPHAN_AGE = Duration.ofDays(1);

  private static final int BUFFER_SIZE = 1 << 16;

  private final S3Objects objects;
  private final S3Location location;
  private final Clock clock;

  /**
   * @param client client, closed with this store
   * @param clock clock that decides when content without a manifest is old
   */
  S3CheckpointStore(S3Client client, S3Location location, Clock clock) {
    this.objects = new S3Objects(client, location.bucket());
    this.location = location;
    this.clock = clock;
  }

  @Override
  public long write(CheckpointName name, CheckpointBytes content) throws IOException {
    deleteOrphans(name.run());
    requireAbsent(name);
    // The upload needs the length first, and a retry sends the same bytes again.
    Path file = Files.createTempFile("lethe-checkpoint-", ".tmp");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_SIZE)) {
        content.writeTo(out);
      }
      upload(name, file);
      return Files.size(file);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("checkpoint %s: got '%s'".formatted(name, e.getMessage()), e);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void upload(CheckpointName name, Path file) throws IOException {
    var manifest =
        new S3Manifest(
            name.digits() + "-" + UUID.randomUUID() + CheckpointName.EXTENSION, Files.size(file));
    String data = location.directory(name.run()) + manifest.data();
    objects.put(data, file);
    // If this call fails, the manifest may be there all the same, so the content must stay.
    if (!objects.putIfAbsent(manifestKey(name), manifest.write())
        && !manifest(name).equals(Optional.of(manifest))) {
      objects.delete(data);
      throw new FileAlreadyExistsException(location(name));
    }
  }

  private void requireAbsent(CheckpointName name) throws IOException {
    if (objects.read(manifestKey(name), S3Manifest.MAX_BYTES).isPresent()) {
      throw new FileAlreadyExistsException(location(name));
    }
  }

  private void deleteOrphans(String run) throws IOException {
    String directory = location.directory(run);
    List<S3Object> found = objects.list(directory);
    Set<String> complete = new HashSet<>();
    names(run, found).forEach(name -> complete.add(name.digits()));
    Instant newest = clock.instant().minus(ORPHAN_AGE);
    for (S3Object object : found) {
      String name = object.key().substring(directory.length());
      if (S3Manifest.isData(name)
          && !complete.contains(name.substring(0, name.indexOf('-')))
          && object.lastModified().isBefore(newest)) {
        objects.delete(object.key());
      }
    }
  }

  @Override
  public List<CheckpointName> list(String run) throws IOException {
    return names(run, objects.list(location.directory(run)));
  }

  private List<CheckpointName> names(String run, List<S3Object> found) {
    int start = location.directory(run).length();
    var names = new ArrayList<CheckpointName>();
    for (S3Object object : found) {
      CheckpointName name =
          CheckpointName.parse(run, object.key().substring(start), S3Manifest.EXTENSION);
      if (name != null) {
        names.add(name);
      }
    }
    names.sort(null);
    return List.copyOf(names);
  }

  @Override
  public InputStream open(CheckpointName name) throws IOException {
    S3Manifest manifest = manifest(name).orElseThrow(() -> new NoSuchFileException(location(name)));
    return objects.open(location.directory(name.run()) + manifest.data(), manifest.size());
  }

  private Optional<S3Manifest> manifest(CheckpointName name) throws IOException {
    Optional<byte[]> text = objects.read(manifestKey(name), S3Manifest.MAX_BYTES);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(S3Manifest.read(location(name), text.get()));
  }

  @Override
  public boolean delete(CheckpointName name) throws IOException {
    if (objects.read(manifestKey(name), Integer.MAX_VALUE - 1).isEmpty()) {
      return false;
    }
    objects.delete(manifestKey(name));
    for (S3Object data : objects.list(location.directory(name.run()) + name.digits() + "-")) {
      objects.delete(data.key());
    }
    return true;
  }

  @Override
  public String location(CheckpointName name) {
    return objects.uri(manifestKey(name));
  }

  private String manifestKey(CheckpointName name) {
    return location.directory(name.run()) + name.digits() + S3Manifest.EXTENSION;
  }

  @Override
  public void close() {
    objects.close();
  }
}
