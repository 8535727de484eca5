package dev.lethe.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The images of {@code docker/compose.yaml}, so that the tests run what users run. */
final class ComposeFile {
  private static final Path PATH = Path.of("..", "docker", "compose.yaml");

  private ComposeFile() {}

  /** Returns the image of a service, with its tag. */
  static String image(String service) {
    try {
      Matcher image =
          Pattern.compile(
                  "(?m)^  " + Pattern.quote(service) + ":\\n(?:    .*\\n)*?    image: (\\S+)$")
              .matcher(Files.readString(PATH));
      if (!image.find()) {
        throw new IllegalStateException(
            "%s: got no image of service %s, expected one".formatted(PATH, service));
      }
      return image.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
