package dev.lethe.bench;

/** How a figure is counted and written. */
enum Unit {
  /** Kept in shares of 1, written and published in percent. */
  PERCENT(100, "%.2f", "%.1f") {
    @Override
    double near(double published) {
      return 2;
    }
  },
  /** Kept, written and published as it is. */
  NUMBER(1, "%.3f", "%.3f") {
    @Override
    double near(double published) {
      return 0.05 * Math.abs(published);
    }
  };

  private final double scale;
  private final String format;
  private final String distance;

  Unit(double scale, String format, String distance) {
    this.scale = scale;
    this.format = format;
    this.distance = distance;
  }

  /** How far from a published value still counts as near it: 2 points, or a twentieth. */
  abstract double near(double published);

  /** A kept value as it is written. */
  double written(double kept) {
    return scale * kept;
  }

  /** Text of a kept value. */
  String text(double kept) {
    return format.formatted(written(kept));
  }

  /** Text of a value that is published, so is in its unit already. */
  String published(double value) {
    return format.formatted(value);
  }

  /** Text of a difference of written values. */
  String distance(double difference) {
    return distance.formatted(difference);
  }
}
