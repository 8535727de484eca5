package dev.lethe.scenarios.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GlyphsTest {
  private static final int CLASSES = 10;

  @Test
  void shouldDrawTheSameBytesOnEveryMachineWhenSeedIsOne() {
    // Given
    Glyphs glyphs = new Glyphs(1, 100, 50);
    // When
    Dataset drawn = glyphs.draw();
    // Then
    assertThat(digest(drawn.train()))
        .isEqualTo("1f82d395288a921e0c3fbfb86acf9107cf7e385011091d121c7b77dc6cf5ba3e");
    assertThat(digest(drawn.test()))
        .isEqualTo("d14f4dad675c199090b12918d894c2e0d86bc3845ac504735544eec14c0edcb0");
  }

  @Test
  void shouldDrawOtherImagesWhenSeedDiffers() {
    // Given
    Split one = new Glyphs(1, 100, 1).draw().train();
    // When
    Split two = new Glyphs(2, 100, 1).draw().train();
    // Then
    assertThat(digest(two)).isNotEqualTo(digest(one));
    Set<ByteBuffer> seen = images(one);
    seen.addAll(images(two));
    assertThat(seen).hasSize(200);
  }

  @Test
  void shouldStartAlikeWhenSizesDiffer() {
    // Given
    Split large = new Glyphs(3, 57, 30).draw().train();
    // When
    Split small = new Glyphs(3, 24, 5).draw().train();
    // Then
    for (int row = 0; row < small.size(); row++) {
      assertThat(small.view(row)).isEqualTo(large.view(row));
      assertThat(small.label(row)).isEqualTo(large.label(row));
    }
  }

  @Test
  void shouldNotRepeatATrainingImageInTheTestSplit() {
    // Given
    Dataset drawn = new Glyphs(4, 500, 500).draw();
    // When
    Set<ByteBuffer> all = images(drawn.train());
    all.addAll(images(drawn.test()));
    // Then
    assertThat(all).hasSize(1000);
  }

  @Test
  void shouldBalanceClassesInRandomOrder() {
    // Given
    Split train = new Glyphs(5, 200, 1).draw().train();
    // When
    int[] counts = train.countsByClass(CLASSES);
    // Then
    assertThat(counts).containsOnly(20);
    boolean inTurn = true;
    for (int row = 0; row < train.size(); row++) {
      inTurn &= train.label(row) == row % CLASSES;
    }
    assertThat(inTurn).as("labels run 0, 1, 2, ...").isFalse();
  }

  @Test
  void shouldBeRecognisedByNearestMeanButNotTrivially() {
    // Given
    Dataset drawn = new Glyphs(6, 1000, 1000).draw();
    double[][] means = means(drawn.train());
    // When
    int right = 0;
    for (int row = 0; row < drawn.test().size(); row++) {
      if (nearest(means, drawn.test(), row) == drawn.test().label(row)) {
        right++;
      }
    }
    // Then
    double accuracy = right / (double) drawn.test().size();
    assertThat(accuracy).as("accuracy of nearest mean").isBetween(0.70, 0.90);
  }

  @Test
  void shouldVaryWithinEachClass() {
    // Given
    Split train = new Glyphs(7, 1000, 1).draw().train();
    double[][] means = means(train);
    double[] spread = new double[CLASSES];
    // When
    for (int row = 0; row < train.size(); row++) {
      spread[train.label(row)] += squaredDistance(means[train.label(row)], train, row) / 100;
    }
    // Then
    for (int digit = 0; digit < CLASSES; digit++) {
      double perPixel = spread[digit] / train.features();
      assertThat(perPixel).as("variance per pixel of digit %d", digit).isBetween(1000.0, 8000.0);
    }
  }

  @Test
  void shouldStayInsideTheImage() {
    // Given
    Split train = new Glyphs(8, 1000, 1).draw().train();
    // When
    int strong = 0;
    for (int row = 0; row < train.size(); row++) {
      if (strongOnEdge(train, row)) {
        strong++;
      }
    }
    // Then
    assertThat(strong).as("images of 1000 with ink on the outermost pixels").isLessThan(30);
  }

  @Test
  void shouldRejectSizesBelowOne() {
    assertThatThrownBy(() -> new Glyphs(1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("glyphs train: got 0, expected 1 to ");
    assertThatThrownBy(() -> new Glyphs(1, 1, Integer.MAX_VALUE))
        .hasMessageContaining("glyphs test: got 2147483647, expected 1 to ");
  }

  private static boolean strongOnEdge(Split split, int row) {
    for (int i = 0; i < 28; i++) {
      int largest =
          Math.max(
              Math.max(split.pixel(row, i), split.pixel(row, 27 * 28 + i)),
              Math.max(split.pixel(row, i * 28), split.pixel(row, i * 28 + 27)));
      if (largest > 100) {
        return true;
      }
    }
    return false;
  }

  private static double[][] means(Split split) {
    double[][] means = new double[CLASSES][split.features()];
    int[] counts = split.countsByClass(CLASSES);
    for (int row = 0; row < split.size(); row++) {
      int label = split.label(row);
      for (int i = 0; i < split.features(); i++) {
        means[label][i] += split.pixel(row, i) / (double) counts[label];
      }
    }
    return means;
  }

  private static int nearest(double[][] means, Split split, int row) {
    int best = 0;
    for (int candidate = 1; candidate < CLASSES; candidate++) {
      if (squaredDistance(means[candidate], split, row)
          < squaredDistance(means[best], split, row)) {
        best = candidate;
      }
    }
    return best;
  }

  private static double squaredDistance(double[] mean, Split split, int row) {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      double difference = split.pixel(row, i) - mean[i];
      sum += difference * difference;
    }
    return sum;
  }

  private static Set<ByteBuffer> images(Split split) {
    Set<ByteBuffer> images = new HashSet<>();
    for (int row = 0; row < split.size(); row++) {
      images.add(split.view(row));
    }
    return images;
  }

  private static String digest(Split split) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (int row = 0; row < split.size(); row++) {
        sha.update(split.view(row));
        sha.update((byte) split.label(row));
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
