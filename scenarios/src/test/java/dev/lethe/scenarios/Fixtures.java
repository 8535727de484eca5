package dev.lethe.scenarios;

import dev.lethe.scenarios.data.Dataset;
import dev.lethe.scenarios.data.Split;
import dev.lethe.scenarios.data.Values;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Small data sets whose pixels say where they come from. */
final class Fixtures {
  private Fixtures() {}

  /**
   * Images of 4 x 4 whose pixel {@code i} is {@code i + 1}; the label of row {@code r} is {@code r
   * % classes}.
   */
  static Dataset counting(int classes, int train, int test) {
    return new Dataset("counting", 4, 4, classes, split(classes, train), split(classes, test));
  }

  static List<StreamExample> all(ExampleStream stream) {
    List<StreamExample> examples = new ArrayList<>();
    stream.forEach(examples::add);
    return examples;
  }

  /** The row number at the end of an id. */
  static int row(StreamExample example) {
    return Integer.parseInt(example.id().substring(example.id().lastIndexOf('-') + 1));
  }

  static byte[] bytes(Values values) {
    return ((Values.Bytes) values).values();
  }

  static String digest(ExampleStream stream) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (StreamExample example : stream) {
        String words =
            "%s|%s|%d|%b|"
                .formatted(example.id(), example.task(), example.label(), example.evaluate());
        sha.update(words.getBytes(StandardCharsets.UTF_8));
        sha.update(bytes(example.features()));
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Split split(int classes, int size) {
    byte[] pixels = new byte[16 * size];
    int[] labels = new int[size];
    for (int row = 0; row < size; row++) {
      labels[row] = row % classes;
      for (int i = 0; i < 16; i++) {
        pixels[16 * row + i] = (byte) (i + 1);
      }
    }
    return new Split(16, pixels, labels);
  }
}
