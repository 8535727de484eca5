package dev.lethe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are refused before a broker is asked. */
class ForgetCommandTest {
  private final Invocation lethe = new Invocation();
  @TempDir private Path directory;
  private Path ids;

  @BeforeEach
  void writeIds() throws Exception {
    ids = Files.writeString(directory.resolve("ids.txt"), "a-1\n\na-2\n");
  }

  @Test
  void shouldRefuseAFileThatCannotBeRead() {
    assertThat(forget("--ids", directory.resolve("none.txt").toString())).isEqualTo(2);
    assertThat(lethe.err()).contains("--ids: got '").contains("', expected a readable file\n");
  }

  @Test
  void shouldRefuseAFileWithoutIds() throws Exception {
    Path empty = Files.writeString(directory.resolve("empty.txt"), "\n \n");
    assertThat(forget("--ids", empty.toString())).isEqualTo(2);
    assertThat(lethe.err()).contains("without ids, expected one per line");
  }

  @Test
  void shouldRefuseIdsInAnotherEncoding() throws Exception {
    Path latin = directory.resolve("latin.txt");
    Files.write(latin, "Müller\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(forget("--ids", latin.toString())).isEqualTo(2);
    assertThat(lethe.err()).contains("in another encoding, expected UTF-8");
  }

  @Test
  void shouldReadNothingIntoAByteOrderMark() throws Exception {
    Path marked = Files.writeString(directory.resolve("marked.txt"), "\uFEFF\r\n");
    assertThat(forget("--ids", marked.toString())).isEqualTo(2);
    assertThat(lethe.err()).contains("without ids, expected one per line");
  }

  @Test
  void shouldNotReadBlanksAtTheEndOfALineIntoAnId() {
    assertThat(ForgetCommand.parseIds("\uFEFFa-1  \r\n a-2\t\n   \na b\na-1\n"))
        .containsExactly("a-1", " a-2", "a b");
  }

  @Test
  void shouldNotReplaceAManifest() throws Exception {
    Path manifest = Files.writeString(directory.resolve("manifest.json"), "{}");
    assertThat(forget("--ids", ids.toString(), "--manifest", manifest.toString())).isEqualTo(2);
    assertThat(lethe.err()).contains("which exists, expected a new file");
    assertThat(manifest).hasContent("{}");
  }

  @Test
  void shouldAskForIds() {
    assertThat(forget()).isEqualTo(2);
    assertThat(lethe.err()).contains("--ids");
  }

  private int forget(String... options) {
    String[] args = new String[options.length + 2];
    args[0] = "forget";
    args[1] = "er-s1";
    System.arraycopy(options, 0, args, 2, options.length);
    return lethe.run(args);
  }
}
