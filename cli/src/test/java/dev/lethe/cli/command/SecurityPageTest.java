package dev.lethe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Checks that {@code docs/security.md} has the permissions that {@code lethe acls} prints. */
class SecurityPageTest {
  private static final Path PAGE = Path.of("../docs/security.md");
  private static final String BEGIN = "<!-- lethe acls -->\n```\n";
  private static final String END = "```\n<!-- end of lethe acls -->";

  @Test
  void shouldListThePermissionsOfEachComponent() throws Exception {
    // Given
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);

    // When
    String acls = Result.of("acls").out();
    if (Boolean.getBoolean("lethe.docs.write")) {
      Files.writeString(PAGE, page.substring(0, begin) + acls + page.substring(end));
    }

    // Then
    assertThat(Files.readString(PAGE))
        .as("run this test with -Dlethe.docs.write=true")
        .contains(BEGIN + acls + END);
  }
}
