package dev.lethe.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.learner.state.StateBytes;
import dev.lethe.trainer.checkpoint.CheckpointFile.Section;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CheckpointFileTest {
  private static final CheckpointHeader HEADER =
      CheckpointSamples.header(
          new CheckpointName("R1", 40), 3, Optional.of(new CheckpointName("r0", 7)));

  @Test
  void shouldReadWhatWasWritten() throws IOException {
    // Given
    byte[] state = new byte[3_000_000];
    new Random(1).nextBytes(state);
    var buffer = new StateBytes();
    buffer.write(state, 0, state.length);
    byte[] file = file(Section.of("learner", buffer), section("notes", "text"));
    var read = new ByteArrayOutputStream();

    // When
    CheckpointHeader header =
        CheckpointFile.read(
            new ByteArrayInputStream(file), Map.of("learner", in -> in.transferTo(read)));

    // Then
    assertThat(header).isEqualTo(HEADER);
    assertThat(read.toByteArray()).isEqualTo(state);
    assertThat(CheckpointFile.verify(new ByteArrayInputStream(file))).isEqualTo(HEADER);
  }

  @Test
  void shouldReadTheHeaderFromTheFirstBytes() throws IOException {
    // Given
    byte[] file = file(section("learner", "x".repeat(1000)));
    byte[] start = Arrays.copyOf(file, file.length - 1000);

    // When, Then
    assertThat(CheckpointFile.readHeader(new ByteArrayInputStream(start))).isEqualTo(HEADER);
    assertThat(new String(start, StandardCharsets.UTF_8)).contains("\"inputTopicId\" : ");
  }

  @Test
  void shouldReadHeaderOfEmptyRun() throws IOException {
    // Given
    CheckpointHeader empty =
        new CheckpointHeader(
            new CheckpointName("r", 0),
            0,
            0,
            -1,
            Optional.empty(),
            HEADER.createdAt(),
            CheckpointReason.MANUAL,
            Optional.empty(),
            HEADER.digest(),
            HEADER.positions(),
            HEADER.provenance());

    // When
    byte[] json = HeaderJson.write(empty);

    // Then
    assertThat(HeaderJson.read(json)).isEqualTo(empty);
  }

  @Test
  void shouldLetAReaderStopEarly() throws IOException {
    // Given
    byte[] file = file(section("learner", "x".repeat(100_000)));

    // When
    CheckpointHeader header =
        CheckpointFile.read(
            new ByteArrayInputStream(file),
            Map.of("learner", in -> assertThat(in.read()).isEqualTo('x')));

    // Then
    assertThat(header).isEqualTo(HEADER);
  }

  @Test
  void shouldBlameDamageForFailureOfReader() throws IOException {
    // Given
    byte[] file = file(section("learner", "0123456789"));
    byte[] damaged = file.clone();
    damaged[file.length - 32 - 1 - 4 - 5] ^= 1;
    CheckpointFile.SectionReader failing =
        in -> {
          throw new IllegalStateException("cannot restore");
        };

    // When, Then
    assertThatThrownBy(
            () ->
                CheckpointFile.read(new ByteArrayInputStream(damaged), Map.of("learner", failing)))
        .isInstanceOf(CheckpointDamagedException.class)
        .hasMessageContaining("checksum of section learner: got '");
    assertThatThrownBy(
            () -> CheckpointFile.read(new ByteArrayInputStream(file), Map.of("learner", failing)))
        .hasMessage("cannot restore");
  }

  @Test
  void shouldRefuseAnotherVersion() throws IOException {
    // Given
    byte[] file = file();
    file[11] = 2;

    // When, Then
    assertDamaged(file, "format version: got '2', expected 1");
  }

  @Test
  void shouldRefuseAFileThatIsNoCheckpoint() {
    assertDamaged("PK\3\4 not a checkpoint".getBytes(StandardCharsets.UTF_8), "start of the file");
    assertDamaged(new byte[0], "start of the file: got '0 bytes, then the end of the file'");
  }

  @Test
  void shouldRefuseMissingSection() throws IOException {
    // Given
    byte[] file = file(section("other", "x"));

    // When, Then
    assertThatThrownBy(
            () ->
                CheckpointFile.read(
                    new ByteArrayInputStream(file), Map.of("learner", in -> in.readAllBytes())))
        .isInstanceOf(CheckpointDamagedException.class)
        .hasMessage("section learner: got 'nothing', expected a section");
  }

  @Test
  void shouldRefuseToWriteSectionOfAnotherLength() {
    var section = new Section("learner", 5, out -> out.write(new byte[4]));
    assertThatThrownBy(() -> file(section))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("bytes of section learner: got 4, expected 5");
  }

  private static void assertDamaged(byte[] file, String message) {
    assertThatThrownBy(() -> CheckpointFile.verify(new ByteArrayInputStream(file)))
        .isInstanceOf(CheckpointDamagedException.class)
        .hasMessageContaining(message);
  }

  private static Section section(String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new Section(name, bytes.length, out -> out.write(bytes));
  }

  private static byte[] file(Section... sections) throws IOException {
    var out = new ByteArrayOutputStream();
    CheckpointFile.content(HEADER, List.of(sections)).writeTo(out);
    return out.toByteArray();
  }
}
