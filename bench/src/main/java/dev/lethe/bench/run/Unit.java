package dev.lethe.bench.run;

/** Unit of a metric. */
public enum Unit {
  /** Stored as a share of 1; shown and published in percent. */
  PERCENT(100, "%.2f", "%.1f") {
    @Override
    public double tolerance(double published) {
      return 2;
    }
  },
  /** Stored, shown and published without conversion. */
  NUMBER(1, "%.3f", "%.3f") {
    @Override
    public double tolerance(double published) {
      return 0.05 * Math.abs(published);
    }
  };

  private final double scale;
  private final String format;
  private final String differenceFormat;

  Unit(double scale, String format, String differenceFormat) {
    this.scale = scale;
    this.format = format;
    this.differenceFormat = differenceFormat;
  }

  /** Returns the distance at which a value still counts as near a published one. */
  public abstract double tolerance(double published);

  /** Converts a stored value to the unit that is shown and published. */
  public double shown(double stored) {
    return scale * stored;
  }

  /** Formats a stored value. */
  public String text(double stored) {
    return textOfShown(shown(stored));
  }

  /** Formats a value that is in the shown unit already. */
  public String textOfShown(double shown) {
    return format.formatted(shown);
  }

  /** Formats a difference between two values in the shown unit. */
  public String textOfDifference(double difference) {
    return differenceFormat.formatted(difference);
  }
}
