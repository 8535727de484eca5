package dev.lethe.scenarios.data;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Origin of a data set.
 *
 * @param idPrefix start of the ids of its examples, so that ids of different data sets in one topic
 *     differ; empty for a generated or published data set
 * @param table what was understood of a table; empty for images
 */
public record Source(String idPrefix, Optional<TableSummary> table) {
  /** Images without a prefix. */
  public static final Source NONE = new Source("", Optional.empty());

  private static final int PREFIX_BYTES = 4;

  public Source {
    requireNonNull(idPrefix, "idPrefix");
    requireNonNull(table, "table");
  }

  /** Returns the source of a table, without a prefix. */
  static Source of(TableSummary table) {
    return new Source("", Optional.of(table));
  }

  /**
   * Returns the source of a data set with a digest of its examples as prefix. The digest does not
   * depend on the format of the file, so the same table has the same ids with or without header,
   * and so the same holdout.
   */
  static Source withDigest(Dataset data) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      update(sha, data, data.train());
      update(sha, data, data.test());
      String prefix = HexFormat.of().formatHex(sha.digest(), 0, PREFIX_BYTES) + "-";
      return new Source(prefix, data.source().table());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void update(MessageDigest sha, Dataset data, Split split) {
    byte[][] names = new byte[data.classes()][];
    for (int label = 0; label < names.length; label++) {
      names[label] = (label + " ").getBytes(StandardCharsets.UTF_8);
    }
    data.source()
        .table()
        .ifPresent(
            table ->
                table
                    .classes()
                    .labels()
                    .forEach(
                        (name, label) ->
                            names[label] = (name + " ").getBytes(StandardCharsets.UTF_8)));
    for (int row = 0; row < split.size(); row++) {
      sha.update(names[split.label(row)]);
      sha.update(bytes(split.row(row)));
    }
  }

  private static byte[] bytes(Values values) {
    if (values instanceof Values.Bytes bytes) {
      return bytes.values();
    }
    float[] floats = ((Values.Floats) values).values();
    ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * floats.length);
    buffer.asFloatBuffer().put(floats);
    return buffer.array();
  }
}
