package dev.lethe.learner.model.layer;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.part.ModelContext;
import java.util.Optional;
import java.util.stream.Stream;

/** Shape of an image whose features are ordered by channel, then row, then column. */
public record ImageShape(int channels, int height, int width) {
  /** Value of the key {@code input} for features without an image shape. */
  public static final String FLAT = "flat";

  private static final String PATTERN = "[1-9]\\d{0,3}(x[1-9]\\d{0,3}){2}";
  private static final String DESCRIPTION =
      "channels, height and width of the images joined by x, such as 3x32x32";

  /** Shapes {@code channels x height x width}, such as {@code 3x32x32}. */
  public static final Domain DOMAIN = new Domain.Form(PATTERN, DESCRIPTION);

  /** Shapes, or {@link #FLAT}. */
  public static final Domain FLAT_OR_IMAGE =
      new Domain.Form(FLAT + "|" + PATTERN, FLAT + ", or " + DESCRIPTION);

  /**
   * Returns the value of the key {@code input}.
   *
   * @throws IllegalArgumentException if the shape does not match the number of features
   */
  public static ImageShape of(Part part, ModelContext context) {
    String text = part.text("input");
    int[] sizes = Stream.of(text.split("x")).mapToInt(Integer::parseInt).toArray();
    long values = (long) sizes[0] * sizes[1] * sizes[2];
    if (values != context.features()) {
      throw new IllegalArgumentException(
          "%s.input: got '%s' with %d values, expected a shape with the %d features of an example"
              .formatted(part.name(), text, values, context.features()));
    }
    return new ImageShape(sizes[0], sizes[1], sizes[2]);
  }

  /** Returns the value of the key {@code input}, or empty if it is {@link #FLAT}. */
  public static Optional<ImageShape> optional(Part part, ModelContext context) {
    return part.text("input").equals(FLAT) ? Optional.empty() : Optional.of(of(part, context));
  }

  /**
   * Reshapes rows of features to images.
   *
   * @param rows float32 {@code [rows, features]}
   * @return float32 {@code [rows, channels, height, width]}
   */
  public NDArray images(NDArray rows) {
    return rows.reshape(rows.getShape().get(0), channels, height, width);
  }
}
