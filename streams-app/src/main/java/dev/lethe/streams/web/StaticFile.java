package dev.lethe.streams.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * A file in memory. The arrays are not copied.
 *
 * @param zipped the same, compressed with gzip
 * @param etag changes with the content
 */
record StaticFile(String contentType, byte[] plain, byte[] zipped, String etag) {

  static StaticFile of(String contentType, byte[] plain) {
    String digest = HexFormat.of().formatHex(SecurityHeaders.sha256(plain), 0, 16);
    return new StaticFile(contentType, plain, zip(plain), '"' + digest + '"');
  }

  String text() {
    return new String(plain, StandardCharsets.UTF_8);
  }

  private static byte[] zip(byte[] plain) {
    var bytes = new ByteArrayOutputStream(plain.length / 2);
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }
}
