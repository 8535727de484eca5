package dev.lethe.scenarios.data;

import dev.lethe.common.random.NamedRandom;
import dev.lethe.common.random.Shuffle;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A generated data set of handwritten-looking digits: 28 x 28 pixels, ten classes, no download.
 *
 * <p>Each image is one of several forms of its digit, drawn with its own size, slant, rotation,
 * bend, nib, pressure and tremor. Labels are balanced: every block of ten images has each digit
 * once, in random order. An image depends only on the seed, the split and its index, so a smaller
 * data set is a prefix of a larger one.
 *
 * @param seed seed of all images
 * @param train number of training images, 1 or more
 * @param test number of test images, 1 or more
 */
public record Glyphs(long seed, int train, int test) {
  public static final int DEFAULT_TRAIN = 10_000;
  public static final int DEFAULT_TEST = 2_000;

  private static final int SIDE = 28;
  private static final int PIXELS = SIDE * SIDE;
  private static final int CLASSES = 10;
  private static final int MAX_IMAGES = Integer.MAX_VALUE / PIXELS;

  public Glyphs {
    check("train", train);
    check("test", test);
  }

  /** Creates glyphs of the default sizes. */
  public Glyphs(long seed) {
    this(seed, DEFAULT_TRAIN, DEFAULT_TEST);
  }

  /** Draws all images. */
  public Dataset draw() {
    return new Dataset(
        "glyphs", SIDE, SIDE, CLASSES, draw("glyphs/train", train), draw("glyphs/test", test));
  }

  private Split draw(String stream, int count) {
    int[] labels = labels(stream, count);
    byte[] pixels = new byte[count * PIXELS];
    InkCanvas canvas = new InkCanvas(SIDE, SIDE);
    for (int i = 0; i < count; i++) {
      UniformRandomProvider random = NamedRandom.forData(seed, stream, i);
      List<GlyphForm> forms = GlyphForms.of(labels[i]);
      canvas.clear();
      new Handwriting(random, canvas, SIDE).write(forms.get(random.nextInt(forms.size())));
      develop(canvas, random, pixels, i * PIXELS);
    }
    return new Split(PIXELS, pixels, labels);
  }

  /**
   * Converts ink to bytes, with the pen's darkness, grain in the ink, and rare specks elsewhere.
   */
  private static void develop(
      InkCanvas canvas, UniformRandomProvider random, byte[] pixels, int at) {
    double darkness = 205 + 50 * random.nextDouble();
    // probability of a speck, in 1/65536; low, so that records still compress
    int specks = random.nextInt(1300);
    for (int i = 0; i < PIXELS; i++) {
      int bits = random.nextInt();
      double value = canvas.ink(i) * (darkness - (bits & 15));
      if ((bits >>> 16) < specks) {
        value = Math.max(value, bits >>> 4 & 63);
      }
      pixels[at + i] = (byte) (int) value;
    }
  }

  private int[] labels(String stream, int count) {
    UniformRandomProvider random = NamedRandom.forData(seed, stream + "/labels");
    int[] block = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      if (i % CLASSES == 0) {
        Shuffle.shuffle(random, block);
      }
      labels[i] = block[i % CLASSES];
    }
    return labels;
  }

  private static void check(String key, int count) {
    if (count < 1 || count > MAX_IMAGES) {
      throw new IllegalArgumentException(
          "glyphs %s: got %d, expected 1 to %d".formatted(key, count, MAX_IMAGES));
    }
  }
}
