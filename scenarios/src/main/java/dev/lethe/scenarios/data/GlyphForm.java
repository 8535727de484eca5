package dev.lethe.scenarios.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One way to write a digit: strokes of control points, before any hand has shaken.
 *
 * @param strokes in the order they are written
 */
record GlyphForm(List<Stroke> strokes) {
  /**
   * What the pen does between touching the paper and leaving it. The curve passes through all
   * points.
   *
   * @param x control points, in hundredths of the digit's height, to the right
   * @param y likewise, downwards
   * @param corner whether the direction breaks at the point
   */
  record Stroke(double[] x, double[] y, boolean[] corner) {
    int size() {
      return x.length;
    }
  }

  /**
   * The forms of all digits, read from lines {@code digit: stroke / stroke}, a stroke being points
   * {@code x,y} and a corner {@code x,y!}.
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
