package dev.lethe.scenarios.data;

import java.util.Arrays;

/**
 * Canvas of {@code height x width} pixels on which a round nib draws anti-aliased ink. Reused for
 * many images; not thread-safe.
 */
final class InkCanvas {
  private final int height;
  private final int width;
  private final double[] ink;

  InkCanvas(int height, int width) {
    this.height = height;
    this.width = width;
    this.ink = new double[height * width];
  }

  /** Removes all ink. */
  void clear() {
    Arrays.fill(ink, 0);
  }

  /** Returns the ink at a pixel, row-major, from 0 (none) to 1 (full). */
  double ink(int pixel) {
    return ink[pixel];
  }

  /**
   * Draws a straight piece; the nib's radius changes linearly along it. Where pieces overlap, the
   * darker ink stays, so joints are invisible:
   *
   * <pre>
   *   ink = max(ink, clamp(1/2 + (r - d) / softness))     d: distance of the pixel's centre
   * </pre>
   *
   * @param x0 start, in pixels from the left edge
   * @param y0 start, in pixels from the upper edge
   * @param r0 radius of the nib at the start, in pixels
   * @param softness width of the edge from full ink to none, in pixels, above 0
   */
  void draw(double x0, double y0, double r0, double x1, double y1, double r1, double softness) {
    double reach = Math.max(r0, r1) + softness / 2;
    int left = Math.max(0, (int) Math.floor(Math.min(x0, x1) - reach));
    int right = Math.min(width - 1, (int) Math.floor(Math.max(x0, x1) + reach));
    int top = Math.max(0, (int) Math.floor(Math.min(y0, y1) - reach));
    int bottom = Math.min(height - 1, (int) Math.floor(Math.max(y0, y1) + reach));
    double dx = x1 - x0;
    double dy = y1 - y0;
    double square = dx * dx + dy * dy;
    double inverse = square > 0 ? 1 / square : 0;
    for (int row = top; row <= bottom; row++) {
      double py = row + 0.5 - y0;
      for (int column = left; column <= right; column++) {
        double px = column + 0.5 - x0;
        double along = Math.min(1, Math.max(0, (px * dx + py * dy) * inverse));
        double ox = px - along * dx;
        double oy = py - along * dy;
        double squaredDistance = ox * ox + oy * oy;
        // most of the box around a slanted piece is out of reach; skipping it saves the root
        if (squaredDistance >= reach * reach) {
          continue;
        }
        double distance = Math.sqrt(squaredDistance);
        double value = 0.5 + (r0 + along * (r1 - r0) - distance) / softness;
        int pixel = row * width + column;
        if (value > ink[pixel]) {
          ink[pixel] = Math.min(1, value);
        }
      }
    }
  }
}
