package dev.lethe.scenarios.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One form of a digit: strokes of control points, without tremor.
 *
 * @param strokes strokes in the order of writing
 */
record GlyphForm(List<Stroke> strokes) {
  /**
   * A curve through all its control points, drawn without lifting the pen.
   *
   * @param x coordinates of the points, to the right, in hundredths of the digit's height
   * @param y coordinates of the points, downwards, in hundredths of the digit's height
   * @param corner true for a point at which the direction changes abruptly
   */
  record Stroke(double[] x, double[] y, boolean[] corner) {
    /** Returns the number of control points. */
    int size() {
      return x.length;
    }
  }

  /**
   * Parses the forms of all digits from lines {@code digit: stroke / stroke}. A stroke is a list of
   * points {@code x,y}; a corner is {@code x,y!}.
   *
   * @return forms by digit, {@code [10][...]}
   */
  static List<List<GlyphForm>> parse(String table) {
    List<List<GlyphForm>> byDigit = new ArrayList<>();
    for (int digit = 0; digit < 10; digit++) {
      byDigit.add(new ArrayList<>());
    }
    table
        .lines()
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              List<Stroke> strokes =
                  Arrays.stream(line.substring(colon + 1).split("/"))
                      .map(GlyphForm::stroke)
                      .toList();
              byDigit.get(Integer.parseInt(line.substring(0, colon))).add(new GlyphForm(strokes));
            });
    return byDigit.stream().map(List::copyOf).toList();
  }

  private static Stroke stroke(String text) {
    String[] points = text.strip().split(" +");
    double[] x = new double[points.length];
    double[] y = new double[points.length];
    boolean[] corner = new boolean[points.length];
    for (int i = 0; i < points.length; i++) {
      corner[i] = points[i].endsWith("!");
      String[] xy = points[i].replace("!", "").split(",");
      x[i] = Double.parseDouble(xy[0]);
      y[i] = Double.parseDouble(xy[1]);
    }
    return new Stroke(x, y, corner);
  }
}
