package dev.lethe.scenarios;

import dev.lethe.scenarios.data.Values;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scaling of the features of each example. */
public sealed interface Scaling {
  /** No scaling; bytes stay bytes. */
  record None() implements Scaling {
    @Override
    public Scaler scaler(Consumer<String> warnings) {
      return values -> values;
    }
  }

  /**
   * Normalisation of bytes with given moments: {@code (v / 255 − mean) / deviation}.
   *
   * @param mean mean of the values scaled to [0, 1]
   * @param deviation standard deviation of the same values, above 0
   */
  record Fixed(double mean, double deviation) implements Scaling {
    public Fixed {
      if (!Double.isFinite(mean) || !(deviation > 0) || !Double.isFinite(1 / deviation)) {
        throw new IllegalArgumentException(
            "normalise: got %s:%s, expected a finite mean and a deviation above 0"
                .formatted(mean, deviation));
      }
    }

    @Override
    public Scaler scaler(Consumer<String> warnings) {
      float[] scaled = new float[256];
      for (int value = 0; value < scaled.length; value++) {
        scaled[value] = (float) ((value / 255.0 - mean) / deviation);
      }
      return values -> {
        if (!(values instanceof Values.Bytes bytes)) {
          throw new IllegalArgumentException(
              "normalise: got %s:%s, expected none or running: the features are not bytes"
                  .formatted(mean, deviation));
        }
        float[] floats = new float[bytes.size()];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = scaled[bytes.values()[i] & 0xff];
        }
        return new Values.Floats(floats);
      };
    }
  }

  /**
   * Standard score of each feature, with mean and deviation of the stream up to and including this
   * example, so nothing from the future is used. 0 as long as a feature is constant. Absurd values
   * take no part ({@link RunningMoments}).
   */
  record Running() implements Scaling {
    @Override
    public Scaler scaler(Consumer<String> warnings) {
      return new RunningScale(warnings);
    }
  }

  Pattern NUMBERS = Pattern.compile("([^:]+):([^:]+)");

  /**
   * Creates a scaler for one iteration over a stream; it may have state.
   *
   * @param warnings receives a sentence for each value that spoils the scaling
   */
  Scaler scaler(Consumer<String> warnings);

  /**
   * Parses {@code none}, {@code MEAN:STD} or {@code running}.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  static Scaling parse(String text) {
    Matcher numbers = NUMBERS.matcher(text);
    if (text.equals("none")) {
      return new None();
    }
    if (text.equals("running")) {
      return new Running();
    }
    try {
      if (numbers.matches()) {
        return new Fixed(
            Double.parseDouble(numbers.group(1)), Double.parseDouble(numbers.group(2)));
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new IllegalArgumentException(
        "normalise: got '%s', expected none, MEAN:STD such as 0.1307:0.3081, or running"
            .formatted(text));
  }
}
