package dev.lethe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row of {@code docs/cases.md} names tests that exist. */
class CasesPageTest {
  private static final Path PAGE = Path.of("../docs/cases.md");

  /** A row: case, links to tests, outcome. */
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (.+) \\| (.*\\[.*) \\| (.+) \\|$");

  private static final Pattern TEST =
      Pattern.compile("\\[`(\\w+)\\.(\\w+)`\\]\\(([^()\\s]+/(\\w+)\\.java)\\)");

  @Test
  void shouldNameAnExistingTestForEachCase() throws IOException {
    // Given
    String page = Files.readString(PAGE);
    List<MatchResult> rows = ROW.matcher(page).results().toList();
    long lines = page.lines().filter(line -> line.matches("\\| (?!case ).*")).count();

    // When, Then
    assertThat(rows).hasSizeGreaterThan(30).hasSize((int) lines);
    assertThat(rows)
        .allSatisfy(
            row -> {
              List<MatchResult> tests = TEST.matcher(row.group(2)).results().toList();
              assertThat(tests).as(row.group(1)).hasSize(row.group(2).split("<br>").length);
              assertThat(tests).as(row.group(1)).allMatch(CasesPageTest::isTest);
            });
  }

  @Test
  void shouldNameEachCaseOnce() throws IOException {
    assertThat(ROW.matcher(Files.readString(PAGE)).results().map(row -> row.group(1)))
        .doesNotHaveDuplicates();
  }

  /** Returns true if the linked class has a test method of that name. */
  private static boolean isTest(MatchResult link) {
    Pattern test =
        Pattern.compile(
            "@(Parameterized)?Test\\b(?:(?!\\bvoid\\b).)*\\bvoid " + link.group(2) + "\\(",
            Pattern.DOTALL);
    try (Stream<String> lines = Files.lines(PAGE.resolveSibling(link.group(3)))) {
      return link.group(1).equals(link.group(4))
          && test.matcher(String.join("\n", lines.toList())).find();
    } catch (IOException e) {
      return false;
    }
  }
}
