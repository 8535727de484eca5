package dev.lethe.learner.network;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.health.UnitOutputs;

/**
 * Where a layer of hidden units stands in the list of parameters. The units of a convolution are
 * its channels.
 *
 * <p>Unit j is row j of its own parameters. Copy k of its output (an activation may give two) is
 * input {@code (k · units + j) · span … + span} of the next layer's weights, axis 1: span is 1, or
 * height · width where channels are flattened.
 *
 * @param units how many
 * @param weights index of its weights, {@code [units, in, …]}
 * @param bias index of its biases, or of what a normalisation adds, {@code [units]}, or -1
 * @param scale index of what a normalisation multiplies it by, {@code [units]}, or -1
 * @param next index of the weights that read it, {@code [out, units · copies · span, …]}
 * @param nextBias index of the biases of those that read it just as it is, or -1
 * @param copies outputs per unit
 * @param span inputs of the next layer per output
 */
public record HiddenLayer(
    int units, int weights, int bias, int scale, int next, int nextBias, int copies, int span) {
  /** The same, read by a layer that has no biases. */
  public HiddenLayer withoutNextBias() {
    return new HiddenLayer(units, weights, bias, scale, next, -1, copies, span);
  }

  /**
   * What its units gave, on the Java side.
   *
   * @param hidden its entry of {@link Forward#hidden}
   * @param rows of the pass
   */
  public UnitOutputs outputs(NDArray hidden, int rows) {
    float[] values = hidden.toFloatArray();
    int places = values.length / rows / (units * copies);
    return new UnitOutputs(values, rows, units, copies, places);
  }

  public boolean hasBias() {
    return bias >= 0;
  }

  public boolean hasScale() {
    return scale >= 0;
  }

  /** First input of the next layer that copy k of unit j feeds; there are {@link #span} of them. */
  public int column(int unit, int copy) {
    return (copy * units + unit) * span;
  }
}
