package dev.lethe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** {@code docs/dependencies.md} explains every direct dependency and every plugin of the build. */
class DependenciesPageTest {
  private static final Path ROOT = Path.of("..");

  private static final String DEPENDENCIES =
      "//dependency[not(ancestor::dependencyManagement) and groupId != 'dev.lethe']/artifactId"
          + " | //artifactItem/artifactId";
  private static final String PLUGINS =
      "//plugin/artifactId | //annotationProcessorPaths/path/artifactId";

  /** The sections that explain dependencies and plugins. */
  private static final Pattern EXPLANATIONS =
      Pattern.compile("(?s)## Libraries that Lethe runs with.*?(?=## Versions held back)");

  private static final Pattern ROW = Pattern.compile("(?m)^\\|(.*)\\|$");
  private static final Pattern NAME = Pattern.compile("`([a-z0-9_.-]+)`");

  @Test
  void shouldExplainWhatTheBuildUsesAndNothingElse() throws Exception {
    // Given
    var used = new TreeSet<String>();
    for (Path pom : poms()) {
      used.addAll(select(pom, DEPENDENCIES));
      used.addAll(select(pom, PLUGINS));
    }

    // When
    var explained = new TreeSet<String>();
    for (List<String> row : rows()) {
      NAME.matcher(row.get(0)).results().forEach(name -> explained.add(name.group(1)));
    }

    // Then
    assertThat(used).contains("avro", "echarts", "error_prone_core", "spotless-maven-plugin");
    assertThat(explained).containsExactlyInAnyOrderElementsOf(used);
  }

  @Test
  void shouldGiveEachLibraryAReasonAndALicence() throws Exception {
    // When, Then
    assertThat(rows()).hasSizeGreaterThan(30).allSatisfy(row -> assertThat(row).doesNotContain(""));
  }

  private static List<List<String>> rows() throws IOException {
    var section = EXPLANATIONS.matcher(Files.readString(ROOT.resolve("docs/dependencies.md")));
    assertThat(section.find()).isTrue();
    return ROW.matcher(section.group())
        .results()
        .map(row -> Stream.of(row.group(1).split("\\|", -1)).map(String::strip).toList())
        .toList();
  }

  private static List<Path> poms() throws Exception {
    Path root = ROOT.resolve("pom.xml");
    Stream<Path> modules =
        select(root, "//modules/module").stream()
            .map(module -> ROOT.resolve(module).resolve("pom.xml"));
    return Stream.concat(Stream.of(root), modules).toList();
  }

  private static Set<String> select(Path pom, String expression) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    XPath path = XPathFactory.newInstance().newXPath();
    var found = (NodeList) path.evaluate(expression, document, XPathConstants.NODESET);
    var texts = new TreeSet<String>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }
}
