package dev.lethe.scenarios.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  @TempDir private Path directory;

  @BeforeEach
  void writeThreeTrainingAndTwoTestImages() throws IOException {
    write("train-images-idx3-ubyte", idx(IMAGES, 12, 3, 2, 2));
    write("train-labels-idx1-ubyte", idx(LABELS, 3, 3));
    write("t10k-images-idx3-ubyte", idx(IMAGES, 8, 2, 2, 2));
    write("t10k-labels-idx1-ubyte", idx(LABELS, 2, 2));
  }

  @Test
  void shouldReadPlainFiles() {
    // When
    Dataset read = Datasets.load("mnist", directory, 0);
    // Then
    assertThat(read.name()).isEqualTo("mnist");
    assertThat(read.shape()).containsExactly(2, 2);
    assertThat(read.classes()).isEqualTo(10);
    assertThat(read.train().size()).isEqualTo(3);
    assertThat(bytes(read.train().row(2))).containsExactly(8, 9, 10, 11);
    assertThat(read.train().label(2)).isEqualTo(2);
    assertThat(read.test().size()).isEqualTo(2);
    assertThat(bytes(read.test().row(1))).containsExactly(4, 5, 6, 7);
  }

  @Test
  void shouldReadTheSameWhenFilesAreGzipped() throws IOException {
    // Given
    Dataset plain = Datasets.load("idx", directory, 0);
    for (String name :
        new String[] {
          "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"
        }) {
      write(name + ".gz", gzip(Files.readAllBytes(directory.resolve(name))));
      Files.delete(directory.resolve(name));
    }
    // When
    Dataset packed = Datasets.load("idx", directory, 0);
    // Then
    for (int row = 0; row < 3; row++) {
      assertThat(packed.train().view(row)).isEqualTo(plain.train().view(row));
      assertThat(packed.train().label(row)).isEqualTo(plain.train().label(row));
    }
    assertThat(packed.test().view(1)).isEqualTo(plain.test().view(1));
  }

  @Test
  void shouldRecogniseGzipByContent() throws IOException {
    // Given
    Path labels = directory.resolve("train-labels-idx1-ubyte");
    write("train-labels-idx1-ubyte", gzip(Files.readAllBytes(labels)));
    // When
    Dataset read = Datasets.load("idx", directory, 0);
    // Then
    assertThat(read.train().label(1)).isEqualTo(1);
  }

  @Test
  void shouldFindFilesNamedWithADot() throws IOException {
    // Given
    Files.move(
        directory.resolve("t10k-images-idx3-ubyte"), directory.resolve("t10k-images.idx3-ubyte"));
    // When
    Dataset read = Datasets.load("idx", directory, 0);
    // Then
    assertThat(read.test().size()).isEqualTo(2);
  }

  @Test
  void shouldPreferTheDirectoryOfTheSameName() throws IOException {
    // Given
    Path own = Files.createDirectory(directory.resolve("fashion-mnist"));
    for (Path file : Files.list(directory).filter(Files::isRegularFile).toList()) {
      Files.copy(file, own.resolve(file.getFileName()));
    }
    Files.write(own.resolve("train-labels-idx1-ubyte"), idx(LABELS, new byte[] {9, 8, 7}, 3));
    // When
    Dataset read = Datasets.load("fashion-mnist", directory, 0);
    // Then
    assertThat(read.train().label(0)).isEqualTo(9);
    assertThat(Datasets.load("mnist", directory, 0).train().label(0)).isZero();
  }

  @Test
  void shouldDeriveClassesFromTheLargestLabel() throws IOException {
    // Given
    write("t10k-labels-idx1-ubyte", idx(LABELS, new byte[] {0, (byte) 199}, 2));
    // When
    Dataset read = Datasets.load("idx", directory, 0);
    // Then
    assertThat(read.classes()).isEqualTo(200);
  }

  @Test
  void shouldDrawGlyphsWithoutADirectory() {
    // When
    Dataset drawn = Datasets.load("glyphs", null, new Glyphs(2, 30, 20), TableOptions.DEFAULT);
    // Then
    assertThat(drawn.shape()).containsExactly(28, 28);
    assertThat(drawn.classes()).isEqualTo(10);
    assertThat(drawn.train().size()).isEqualTo(30);
    assertThat(drawn.test().size()).isEqualTo(20);
  }

  @Test
  void shouldSuggestTheClosestDataset() {
    assertThatThrownBy(() -> Datasets.load("fashionmnist", directory, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "dataset: got 'fashionmnist', expected one of glyphs, mnist, fashion-mnist, idx, elec2, insects, csv; did you mean 'fashion-mnist'?");
  }

  @Test
  void shouldRejectAMissingDirectory() {
    Path absent = directory.resolve("absent");
    assertThatThrownBy(() -> Datasets.load("mnist", null, 0))
        .isInstanceOf(DatasetException.class)
        .hasMessage("data-dir: got none, expected the directory with the IDX files of mnist");
    assertThatThrownBy(() -> Datasets.load("mnist", absent, 0))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "data-dir: got %s, which is no directory, expected the directory with the IDX files of mnist",
            absent);
  }

  @Test
  void shouldListExpectedNamesWhenAFileIsMissing() throws IOException {
    Files.delete(directory.resolve("t10k-labels-idx1-ubyte"));
    assertThatThrownBy(() -> Datasets.load("mnist", directory, 0))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "t10k-labels in %s: got none, expected one of t10k-labels-idx1-ubyte, t10k-labels-idx1-ubyte.gz, t10k-labels.idx1-ubyte, t10k-labels.idx1-ubyte.gz",
            directory);
  }

  @Test
  void shouldRejectAFileOfAnotherKind() throws IOException {
    write("train-images-idx3-ubyte", idx(LABELS, 3, 3));
    assertRefused(
        "train-images-idx3-ubyte",
        "got magic 0x00000801, expected 0x00000803 (unsigned bytes, 3 dimensions)");
  }

  @Test
  void shouldRejectATruncatedFile() throws IOException {
    byte[] whole = idx(IMAGES, 12, 3, 2, 2);
    write("train-images-idx3-ubyte", Arrays.copyOf(whole, whole.length - 1));
    assertRefused(
        "train-images-idx3-ubyte",
        "truncated: got 11 bytes after the header, expected 12 for [3, 2, 2]");
    write("train-images-idx3-ubyte", Arrays.copyOf(whole, 9));
    assertRefused(
        "train-images-idx3-ubyte", "truncated: got the end of the file, expected more bytes");
    write("train-images-idx3-ubyte", new byte[0]);
    assertRefused(
        "train-images-idx3-ubyte", "truncated: got the end of the file, expected more bytes");
  }

  @Test
  void shouldRejectATruncatedOrBrokenGzipFile() throws IOException {
    byte[] packed = gzip(idx(IMAGES, 12, 3, 2, 2));
    write("train-images-idx3-ubyte", Arrays.copyOf(packed, 20));
    assertRefused("train-images-idx3-ubyte", "truncated: got the end of the file");
    packed[2] = 0;
    write("train-images-idx3-ubyte", packed);
    assertRefused("train-images-idx3-ubyte", "got broken gzip data");
  }

  @Test
  void shouldRejectAFileThatIsTooLong() throws IOException {
    write("train-labels-idx1-ubyte", idx(LABELS, 4, 3));
    assertRefused(
        "train-labels-idx1-ubyte", "got bytes after the last of [3], expected the end of the file");
  }

  @Test
  void shouldRejectInvalidSizes() throws IOException {
    write("train-images-idx3-ubyte", idx(IMAGES, 12, 3, -2, 2));
    assertRefused("train-images-idx3-ubyte", "got size -2 in dimension 1, expected 1 or more");
    write("train-images-idx3-ubyte", idx(IMAGES, 12, 1 << 20, 1 << 10, 2));
    assertRefused("train-images-idx3-ubyte", "got size 2 in dimension 2, expected 1 or more");
  }

  @Test
  void shouldRejectADifferentNumberOfLabelsAndImages() throws IOException {
    write("train-labels-idx1-ubyte", idx(LABELS, 2, 2));
    assertRefused(
        "train-labels-idx1-ubyte",
        "got 2 labels, expected 3, one for each image of "
            + directory.resolve("train-images-idx3-ubyte"));
  }

  @Test
  void shouldRejectTestImagesOfAnotherSize() throws IOException {
    write("t10k-images-idx3-ubyte", idx(IMAGES, 12, 2, 3, 2));
    assertRefused("t10k-images-idx3-ubyte", "got images of 3 x 2, expected 2 x 2 as in ");
  }

  @Test
  void shouldRejectALabelOutsideTheClasses() throws IOException {
    write("train-labels-idx1-ubyte", idx(LABELS, new byte[] {1, 10, 2}, 3));
    assertRefused("train-labels-idx1-ubyte", "got label 10 at 1, expected 0 to 9");
  }

  private void assertRefused(String file, String message) {
    assertThatThrownBy(() -> Datasets.load("mnist", directory, 0))
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith(directory.resolve(file) + ": ")
        .hasMessageContaining(message);
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(directory.resolve(name), bytes);
  }

  /** A file whose bytes count up from 0. */
  private static byte[] idx(int magic, int bytes, int... sizes) {
    byte[] data = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      data[i] = (byte) i;
    }
    return idx(magic, data, sizes);
  }

  private static byte[] idx(int magic, byte[] data, int... sizes) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + data.length).putInt(magic);
    for (int size : sizes) {
      file.putInt(size);
    }
    return file.put(data).array();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] bytes(Values values) {
    return ((Values.Bytes) values).values();
  }
}
