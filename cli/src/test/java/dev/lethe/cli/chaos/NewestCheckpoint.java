package dev.lethe.cli.chaos;

import dev.lethe.trainer.checkpoint.CheckpointFile;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import dev.lethe.trainer.checkpoint.CheckpointStores;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Reads the newest checkpoint of a run. */
final class NewestCheckpoint {
  private NewestCheckpoint() {}

  /** Returns the digest of the bytes of the learner's state. */
  static String digest(Path checkpoints, String run) throws IOException {
    try (CheckpointStore store = CheckpointStores.open(checkpoints.toString(), Map.of())) {
      List<CheckpointName> names = store.list(run);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = store.open(names.get(names.size() - 1))) {
        CheckpointFile.read(in, Map.of(CheckpointFile.LEARNER, section -> add(section, digest)));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(InputStream section, MessageDigest digest) {
    try {
      section.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
