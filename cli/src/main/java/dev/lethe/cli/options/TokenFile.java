package dev.lethe.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** File with secrets of those who may read, one per line. */
final class TokenFile {
  private TokenFile() {}

  /**
   * Returns the tokens of a file.
   *
   * @param key name of the setting, for messages
   * @throws IllegalArgumentException if the file cannot be read or has none
   */
  static Set<String> read(String key, Path file) {
    Set<String> tokens =
        text(key, file)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.toSet());
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: got '%s' without tokens, expected one per line".formatted(key, file));
    }
    return tokens;
  }

  /**
   * Returns the text of a file with a secret.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  static String text(String key, Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s: got '%s', expected a file that can be read".formatted(key, file), e);
    }
  }
}
