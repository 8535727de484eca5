package dev.lethe.scenarios;

import dev.lethe.common.random.Shuffle;
import dev.lethe.scenarios.data.Split;
import dev.lethe.scenarios.data.Values;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Transformation of an image in which each pixel of the result is a pixel of the original or empty.
 * Identity, permutation and nearest-neighbour rotation all have this form.
 *
 * <pre>
 *   out[i] = in[source[i]],   0 if source[i] is EMPTY
 * </pre>
 */
final class PixelMap {
  private static final int EMPTY = -1;

  private static final double FIXED_ONE = 65536;

  private final int[] source;

  private PixelMap(int[] source) {
    this.source = source;
  }

  /** Returns the map that keeps every pixel. */
  static PixelMap identity(int features) {
    return new PixelMap(IntStream.range(0, features).toArray());
  }

  /** Draws a uniform random permutation of all pixels. */
  static PixelMap permutation(int features, UniformRandomProvider random) {
    return new PixelMap(Shuffle.permutation(random, features));
  }

  /**
   * Returns a counter-clockwise rotation about the image's centre. The size stays the same; corners
   * become empty.
   *
   * <p>The result equals {@code rotate(degrees)} of the Python Imaging Library with its defaults,
   * which published rotated-MNIST results use: the inverse affine map in 16.16 fixed point, sampled
   * at pixel centres,
   *
   * <pre>
   *   (sx, sy) = floor( A (x + 1/2 - w/2, y + 1/2 - h/2) + (w/2, h/2) ),   A = [ cos a  -sin a ]
   *                                                                           [ sin a   cos a ]
   * </pre>
   *
   * @param height below 32768, since fixed-point numbers have 16 bits before the point
   * @param width below 32768
   * @param degrees any finite angle
   */
  static PixelMap rotation(int height, int width, double degrees) {
    if (height >= 1 << 15 || width >= 1 << 15) {
      throw new IllegalArgumentException(
          "image to rotate: got %d x %d, expected sides below 32768".formatted(height, width));
    }
    double radians = StrictMath.toRadians(degrees);
    // rounding to 15 decimals makes the sines of right angles exact
    double cos = rounded(StrictMath.cos(radians));
    double sin = rounded(StrictMath.sin(radians));
    double originX = cos * (-width / 2.0) - sin * (-height / 2.0) + width / 2.0;
    double originY = sin * (-width / 2.0) + cos * (-height / 2.0) + height / 2.0;
    long acrossX = fixed(cos);
    long acrossY = fixed(sin);
    long downX = fixed(-sin);
    long downY = fixed(cos);
    long rowX = fixed(originX + cos * 0.5 - sin * 0.5);
    long rowY = fixed(originY + sin * 0.5 + cos * 0.5);
    int[] source = new int[height * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        long sx = (rowX + x * acrossX) >> 16;
        long sy = (rowY + x * acrossY) >> 16;
        boolean inside = sx >= 0 && sx < width && sy >= 0 && sy < height;
        source[y * width + x] = inside ? (int) (sy * width + sx) : EMPTY;
      }
      rowX += downX;
      rowY += downY;
    }
    return new PixelMap(source);
  }

  /** Returns the transformed row, {@code [features]}, owned by the caller. */
  Values apply(Split split, int row) {
    return split.pick(row, source);
  }

  private static double rounded(double value) {
    return new BigDecimal(value).setScale(15, RoundingMode.HALF_EVEN).doubleValue();
  }

  private static long fixed(double value) {
    return (long) Math.floor(value * FIXED_ONE + 0.5);
  }
}
