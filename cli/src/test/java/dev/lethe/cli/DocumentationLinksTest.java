package dev.lethe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every relative link of every Markdown page leads to a file, heading or method that exists. */
class DocumentationLinksTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("\\[([^\\[\\]]*)\\]\\(([^()\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern ADDRESS = Pattern.compile("[a-z]+:.*");

  /** A link to Java whose text is a member, such as {@code `LearningStep.update`}. */
  private static final Pattern MEMBER = Pattern.compile("`[A-Z]\\w*\\.(\\w+)`");

  /** A link as a page has it. */
  private record Link(Path page, String text, String target) {
    Path file() {
      String path = target.replaceFirst("#.*", "");
      return path.isEmpty() ? page : page.resolveSibling(path).normalize();
    }

    Optional<String> heading() {
      int hash = target.indexOf('#');
      return hash < 0 ? Optional.empty() : Optional.of(target.substring(hash + 1));
    }

    @Override
    public String toString() {
      return "%s: [%s](%s)".formatted(ROOT.relativize(page), text, target);
    }
  }

  @Test
  void shouldLinkToFilesThatExist() {
    // Given
    List<Link> links = links();

    // When, Then
    assertThat(links).hasSizeGreaterThan(50);
    assertThat(links)
        .filteredOn(link -> !link.file().startsWith(ROOT) || !Files.exists(link.file()))
        .isEmpty();
  }

  @Test
  void shouldLinkToHeadingsThatExist() {
    // Given
    List<Link> links = links().stream().filter(link -> link.heading().isPresent()).toList();

    // When, Then
    assertThat(links).isNotEmpty();
    assertThat(links)
        .filteredOn(link -> !anchors(link.file()).contains(link.heading().orElseThrow()))
        .isEmpty();
  }

  @Test
  void shouldNameMembersThatTheLinkedClassHas() {
    // Given
    List<Link> links =
        links().stream()
            .filter(link -> link.target().endsWith(".java"))
            .filter(link -> MEMBER.matcher(link.text()).matches())
            .toList();

    // When, Then
    assertThat(links).isNotEmpty();
    assertThat(links).filteredOn(link -> !hasMember(link)).isEmpty();
  }

  private static boolean hasMember(Link link) {
    String member = MEMBER.matcher(link.text()).replaceFirst("$1");
    return Pattern.compile("\\b" + member + "\\b").matcher(read(link.file())).find();
  }

  private static List<Link> links() {
    return pages().stream()
        .flatMap(
            page ->
                LINK.matcher(CODE.matcher(read(page)).replaceAll(""))
                    .results()
                    .map(found -> new Link(page, found.group(1), found.group(2))))
        .filter(link -> !ADDRESS.matcher(link.target()).matches())
        .toList();
  }

  private static List<Path> pages() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !ROOT.relativize(file).toString().matches("(\\..*|(.*/)?target/.*)"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the anchors that GitHub makes of a page's headings. */
  private static Set<String> anchors(Path page) {
    return HEADING
        .matcher(read(page))
        .results()
        .map((MatchResult heading) -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(text -> text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
