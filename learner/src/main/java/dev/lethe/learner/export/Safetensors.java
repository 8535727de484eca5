package dev.lethe.learner.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Writer of the file format safetensors, which PyTorch, JAX and others read. A file contains data
 * and no code.
 *
 * <pre>
 *   8 bytes    length of the header, little-endian
 *   header     JSON: by name, dtype, shape and data_offsets; __metadata__ has strings. Padded with
 *              spaces to a multiple of 8 bytes
 *   data       elements of all arrays, little-endian, without gaps; the widest types come first, so
 *              each array is aligned
 * </pre>
 */
public final class Safetensors {
  private static final String METADATA = "__metadata__";
  private static final int ALIGNMENT = 8;
  private static final int CHUNK_BYTES = 1 << 16;

  private Safetensors() {}

  /**
   * Writes arrays.
   *
   * @param metadata text about the arrays, by key
   * @param out stream to write to; neither flushed nor closed
   * @throws IllegalArgumentException if two arrays have the same name
   */
  public static void write(
      List<NamedArray> arrays, SortedMap<String, String> metadata, OutputStream out)
      throws IOException {
    requireDistinct(arrays);
    List<NamedArray> ordered =
        arrays.stream()
            .sorted(Comparator.comparingInt((NamedArray a) -> a.elements().width()).reversed())
            .toList();
    byte[] header = header(ordered, metadata);
    out.write(littleEndian(Long.BYTES).putLong(header.length).array());
    out.write(header);
    for (NamedArray array : ordered) {
      write(array.elements(), out);
    }
  }

  private static void requireDistinct(List<NamedArray> arrays) {
    Set<String> names = new HashSet<>(Set.of(METADATA));
    for (NamedArray array : arrays) {
      if (!names.add(array.name())) {
        throw new IllegalArgumentException(
            "name: got '%s' twice, expected distinct names".formatted(array.name()));
      }
    }
  }

  private static byte[] header(List<NamedArray> arrays, SortedMap<String, String> metadata) {
    var json = new StringBuilder("{").append(quoted(METADATA)).append(':').append(object(metadata));
    long offset = 0;
    for (NamedArray array : arrays) {
      long end = offset + (long) array.elements().count() * array.elements().width();
      json.append(',')
          .append(quoted(array.name()))
          .append(
              ":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
                  .formatted(
                      array.elements().type(),
                      array.shape().stream().map(String::valueOf).collect(joining(",")),
                      offset,
                      end));
      offset = end;
    }
    json.append('}');
    int missing = Math.floorMod(-json.toString().getBytes(UTF_8).length, ALIGNMENT);
    return json.append(" ".repeat(missing)).toString().getBytes(UTF_8);
  }

  private static String object(Map<String, String> strings) {
    return strings.entrySet().stream()
        .map(each -> quoted(each.getKey()) + ":" + quoted(each.getValue()))
        .collect(joining(",", "{", "}"));
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static void write(Elements elements, OutputStream out) throws IOException {
    int chunk = CHUNK_BYTES / elements.width();
    ByteBuffer bytes = littleEndian(CHUNK_BYTES);
    for (int from = 0; from < elements.count(); from += chunk) {
      int count = Math.min(chunk, elements.count() - from);
      elements.copy(from, count, bytes);
      out.write(bytes.array(), 0, count * elements.width());
    }
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
