package dev.lethe.learner.model.layer;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.part.ModelContext;
import java.util.Optional;
import java.util.stream.Stream;

/** What the features of an example are: channel by channel, row by row, place by place. */
public record ImageShape(int channels, int height, int width) {
  /** What examples without a shape are called, where a key allows for them. */
  public static final String FLAT = "flat";

  private static final String PATTERN = "[1-9]\\d{0,3}(x[1-9]\\d{0,3}){2}";
  private static final String WANTED =
      "channels, height and width of the images joined by x, such as 3x32x32";

  /** {@code channels x height x width}, such as {@code 3x32x32}. */
  public static final Domain DOMAIN = new Domain.Form(PATTERN, WANTED);

  /** The same, or {@link #FLAT}. */
  public static final Domain FLAT_OR_IMAGE =
      new Domain.Form(FLAT + "|" + PATTERN, FLAT + ", or " + WANTED);

  /**
   * The value of the key {@code input}.
   *
   * @throws IllegalArgumentException if an example has another number of features
   */
  public static ImageShape of(Part part, ModelContext context) {
    String text = part.text("input");
    int[] sizes = Stream.of(text.split("x")).mapToInt(Integer::parseInt).toArray();
    long numbers = (long) sizes[0] * sizes[1] * sizes[2];
    if (numbers != context.features()) {
      throw new IllegalArgumentException(
          "%s.input: got '%s', which is %d numbers, expected a shape of the %d features of an example"
              .formatted(part.name(), text, numbers, context.features()));
    }
    return new ImageShape(sizes[0], sizes[1], sizes[2]);
  }

  /** Returns the value of the key {@code input}, or empty if it is {@link #FLAT}. */
  public static Optional<ImageShape> optional(Part part, ModelContext context) {
    return part.text("input").equals(FLAT) ? Optional.empty() : Optional.of(of(part, context));
  }

  /**
   * @param rows float32 {@code [rows, features]}
   * @return the same numbers, {@code [rows, channels, height, width]}
   */
  public NDArray images(NDArray rows) {
    return rows.reshape(rows.getShape().get(0), channels, height, width);
  }
}
