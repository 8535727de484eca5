package dev.lethe.scenarios;

import dev.lethe.scenarios.data.Values;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is done to the features of each example before it is sent. */
public sealed interface Scaling {
  /** Nothing: bytes stay bytes. */
  record AsTheyAre() implements Scaling {
    @Override
    public UnaryOperator<Values> begin() {
      return values -> values;
    }
  }

  /**
   * {@code (v / 255 − mean) / deviation} of bytes.
   *
   * @param mean of the values in [0, 1]
   * @param deviation above 0
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
    public UnaryOperator<Values> begin() {
      float[] scaled = new float[256];
      for (int value = 0; value < scaled.length; value++) {
        scaled[value] = (float) ((value / 255.0 - mean) / deviation);
      }
      return values -> {
        if (!(values instanceof Values.Bytes bytes)) {
          throw new IllegalArgumentException(
              "normalise: got %s:%s, expected none or running: the features are no bytes"
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
   * Each feature less its mean, over its deviation, both of the stream up to and with this example:
   * what one can know of a stream while it comes. 0 while a feature has not varied.
   */
  record Running() implements Scaling {
    @Override
    public UnaryOperator<Values> begin() {
      return new RunningScale();
    }
  }

  Pattern NUMBERS = Pattern.compile("([^:]+):([^:]+)");

  /** What scales one pass over a stream, from its first example on; it may remember. */
  UnaryOperator<Values> begin();

  /** Reads {@code none}, {@code MEAN:STD} or {@code running}. */
  static Scaling parse(String text) {
    Matcher numbers = NUMBERS.matcher(text);
    if (text.equals("none")) {
      return new AsTheyAre();
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
      // said below
    }
    throw new IllegalArgumentException(
        "normalise: got '%s', expected none, MEAN:STD as 0.1307:0.3081, or running"
            .formatted(text));
  }
}
