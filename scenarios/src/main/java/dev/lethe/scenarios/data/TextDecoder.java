package dev.lethe.scenarios.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Decodes bytes to text by their byte-order mark, and rejects what is not text. */
final class TextDecoder {
  private static final int START = 1 << 13;

  /** A text has no control characters except white space and, in old files, escapes. */
  private static final int ESCAPE = 0x1b;

  private TextDecoder() {}

  /**
   * Returns a reader of the text without its byte-order mark.
   *
   * @param path for messages
   * @throws DatasetException if the first bytes are not those of a text
   */
  static Reader reader(Path path, InputStream in) throws IOException {
    var pushback = new PushbackInputStream(in, START);
    byte[] start = pushback.readNBytes(START);
    Charset charset = StandardCharsets.UTF_8;
    int mark = 0;
    if (startsWith(start, 0xef, 0xbb, 0xbf)) {
      mark = 3;
    } else if (startsWith(start, 0xff, 0xfe)) {
      charset = StandardCharsets.UTF_16LE;
      mark = 2;
    } else if (startsWith(start, 0xfe, 0xff)) {
      charset = StandardCharsets.UTF_16BE;
      mark = 2;
    }
    if (charset.equals(StandardCharsets.UTF_8)) {
      requireTable(path, Arrays.copyOfRange(start, mark, start.length));
    }
    pushback.unread(start, mark, start.length - mark);
    return new InputStreamReader(pushback, charset);
  }

  private static boolean startsWith(byte[] start, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= start.length || Byte.toUnsignedInt(start[i]) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static void requireTable(Path path, byte[] start) {
    for (byte b : start) {
      if (b >= 0 && b < ' ' && !Character.isWhitespace(b) && b != ESCAPE) {
        throw new DatasetException(
            "%s: got a binary file, expected CSV or ARFF as text".formatted(path));
      }
    }
    String text = new String(start, StandardCharsets.UTF_8).stripLeading();
    if (text.startsWith("<")) {
      throw new DatasetException(
          "%s: got HTML or XML, expected CSV or ARFF; did the download report an error?"
              .formatted(path));
    }
    if (text.startsWith("{") || text.startsWith("[")) {
      throw new DatasetException("%s: got JSON, expected CSV or ARFF".formatted(path));
    }
  }
}
