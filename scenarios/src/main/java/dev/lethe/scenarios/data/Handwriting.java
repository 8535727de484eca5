package dev.lethe.scenarios.data;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Writes one digit. The constructor draws the style (size, slant, bend, nib, pressure, care);
 * {@link #write} draws the tremor, point by point. An instance writes one digit only.
 *
 * <p>Curves are uniform Catmull-Rom splines between corners (Catmull and Rom, "A class of local
 * interpolating splines", 1974). The spreads were chosen by eye and by the accuracy of linear and
 * non-linear classifiers, which is similar to that on MNIST.
 */
final class Handwriting {
  /** Maximum length of a straight piece of a flattened curve, in pixels. */
  private static final double MAX_PIECE = 1.1;

  private final UniformRandomProvider random;
  private final InkCanvas canvas;
  private final double centreX;
  private final double centreY;
  private final double tremor;
  private final double scaleX;
  private final double scaleY;
  private final double slant;
  private final double cos;
  private final double sin;
  private final double bendX;
  private final double bendY;
  private final double radius;
  private final double softness;
  private final double pressureSwing;
  private final double pressurePhase;

  /**
   * @param size side of the square canvas in pixels; the height of a digit is about 0.65 of it
   */
  Handwriting(UniformRandomProvider random, InkCanvas canvas, int size) {
    this.random = random;
    this.canvas = canvas;
    // most writers are careful, a few are not: a product of two uniforms has a long tail
    this.tremor = 1.8 + 7.0 * random.nextDouble() * random.nextDouble();
    double scale = size * between(0.58, 0.75) / 100;
    this.scaleY = scale;
    this.scaleX = scale * between(0.72, 1.22);
    this.slant = 0.14 + 0.19 * bell();
    double angle = 0.09 * bell();
    this.cos = StrictMath.cos(angle);
    this.sin = StrictMath.sin(angle);
    this.bendX = 0.09 * bell();
    this.bendY = 0.07 * bell();
    this.radius = size * between(0.026, 0.062);
    this.softness = between(0.9, 1.7);
    this.pressureSwing = between(0, 0.35);
    this.pressurePhase = between(0, 1);
    this.centreX = size / 2.0 + 0.028 * size * bell();
    this.centreY = size / 2.0 + 0.028 * size * bell();
  }

  /** Writes a form on the canvas, with its bounding box near the centre. */
  void write(GlyphForm form) {
    double[][] xs = new double[form.strokes().size()][];
    double[][] ys = new double[form.strokes().size()][];
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int s = 0; s < xs.length; s++) {
      GlyphForm.Stroke stroke = form.strokes().get(s);
      xs[s] = new double[stroke.size()];
      ys[s] = new double[stroke.size()];
      double driftX = tremor * 0.6 * bell();
      double driftY = tremor * 0.6 * bell();
      for (int i = 0; i < stroke.size(); i++) {
        place(
            stroke.x()[i] + driftX + tremor * bell(),
            stroke.y()[i] + driftY + tremor * bell(),
            xs[s],
            ys[s],
            i);
        left = Math.min(left, xs[s][i]);
        right = Math.max(right, xs[s][i]);
        top = Math.min(top, ys[s][i]);
        bottom = Math.max(bottom, ys[s][i]);
      }
    }
    double shiftX = centreX - (left + right) / 2;
    double shiftY = centreY - (top + bottom) / 2;
    for (int s = 0; s < xs.length; s++) {
      for (int i = 0; i < xs[s].length; i++) {
        xs[s][i] += shiftX;
        ys[s][i] += shiftY;
      }
      draw(xs[s], ys[s], form.strokes().get(s).corner());
    }
  }

  /** Transforms a point of the form to pixels: bend, slant, scale, then rotation. */
  private void place(double formX, double formY, double[] xs, double[] ys, int i) {
    double u = (formX - 35) / 50;
    double v = (formY - 50) / 50;
    double x = 50 * (u + bendX * (1 - v * v) - slant * v) * scaleX;
    double y = 50 * (v + bendY * (1 - u * u)) * scaleY;
    xs[i] = cos * x - sin * y;
    ys[i] = sin * x + cos * y;
  }

  private void draw(double[] xs, double[] ys, boolean[] corner) {
    int last = xs.length - 1;
    for (int i = 0; i < last; i++) {
      // at ends and corners the neighbour is the point itself, so the curve starts straight
      int before = i == 0 || corner[i] ? i : i - 1;
      int after = i + 1 == last || corner[i + 1] ? i + 1 : i + 2;
      double dx = xs[i + 1] - xs[i];
      double dy = ys[i + 1] - ys[i];
      int pieces = Math.max(1, (int) Math.ceil(Math.sqrt(dx * dx + dy * dy) / MAX_PIECE));
      double x0 = xs[i];
      double y0 = ys[i];
      double r0 = nib((double) i / last);
      for (int p = 1; p <= pieces; p++) {
        double t = (double) p / pieces;
        double x1 = spline(xs[before], xs[i], xs[i + 1], xs[after], t);
        double y1 = spline(ys[before], ys[i], ys[i + 1], ys[after], t);
        double r1 = nib((i + t) / last);
        canvas.draw(x0, y0, r0, x1, y1, r1, softness);
        x0 = x1;
        y0 = y1;
        r0 = r1;
      }
    }
  }

  /** Returns the nib's radius at a share of the stroke: pressure follows a parabola. */
  private double nib(double share) {
    double off = share - pressurePhase;
    return radius * (1 + pressureSwing * (0.5 - 2 * off * off));
  }

  private static double spline(double a, double b, double c, double d, double t) {
    return 0.5
        * (2 * b + t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))));
  }

  private double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /**
   * Draws from a bell-shaped distribution with mean 0 and standard deviation 1, within ±3. A sum of
   * uniforms needs no logarithm, which could round differently on other machines.
   */
  private double bell() {
    return 2 * (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
  }
}
