package dev.lethe.learner.network;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.health.UnitOutputs;

/**
 * Position of a layer of hidden units in the model's list of parameters. The units of a convolution
 * are its channels.
 *
 * <p>Unit j is row j of the layer's own parameters. Copy k of its output (an activation may produce
 * two) is input {@code (k · units + j) · span … + span} of the next layer's weights, axis 1, where
 * span is 1, or height · width if channels are flattened.
 *
 * @param units number of units
 * @param weights index of the layer's weights, {@code [units, in, …]}
 * @param bias index of the layer's biases, or of the shift β of its normalisation, {@code [units]};
 *     {@link #NONE} if there are none
 * @param scale index of the scale γ of its normalisation, {@code [units]}, or {@link #NONE}
 * @param next index of the weights that read the units, {@code [out, units · copies · span, …]}
 * @param nextBias index of the biases that are added to those weighted sums, or {@link #NONE} if
 *     there are none or the outputs are pooled or normalised in between
 * @param copies outputs per unit
 * @param span inputs of the next layer per output
 */
public record HiddenLayer(
    int units, int weights, int bias, int scale, int next, int nextBias, int copies, int span) {
  /** Index of a parameter that does not exist. */
  public static final int NONE = -1;

  /**
   * Returns a layer without biases, with one output per unit and one input of the next layer per
   * output.
   *
   * @param units number of units
   * @param weights index of the layer's weights
   * @param next index of the weights that read the units
   */
  public static HiddenLayer of(int units, int weights, int next) {
    return new HiddenLayer(units, weights, NONE, NONE, next, NONE, 1, 1);
  }

  /** Returns this layer with biases (or a shift β) at an index. */
  public HiddenLayer withBias(int index) {
    return new HiddenLayer(units, weights, index, scale, next, nextBias, copies, span);
  }

  /** Returns this layer with a scale γ at an index. */
  public HiddenLayer withScale(int index) {
    return new HiddenLayer(units, weights, bias, index, next, nextBias, copies, span);
  }

  /** Returns this layer, read by a layer whose biases are at an index. */
  public HiddenLayer withNextBias(int index) {
    return new HiddenLayer(units, weights, bias, scale, next, index, copies, span);
  }

  /** Returns this layer with another number of outputs per unit. */
  public HiddenLayer withCopies(int count) {
    return new HiddenLayer(units, weights, bias, scale, next, nextBias, count, span);
  }

  /** Returns this layer with another number of inputs of the next layer per output. */
  public HiddenLayer withSpan(int count) {
    return new HiddenLayer(units, weights, bias, scale, next, nextBias, copies, count);
  }

  /**
   * Copies the layer's outputs to the Java heap.
   *
   * @param hidden the layer's entry of {@link Forward#hidden}
   * @param rows rows of the forward pass
   */
  public UnitOutputs outputs(NDArray hidden, int rows) {
    float[] values = hidden.toFloatArray();
    int places = values.length / rows / (units * copies);
    return new UnitOutputs(values, rows, units, copies, places);
  }

  public boolean hasBias() {
    return bias != NONE;
  }

  public boolean hasScale() {
    return scale != NONE;
  }

  public boolean hasNextBias() {
    return nextBias != NONE;
  }

  /** Returns the first of the {@link #span} inputs of the next layer fed by a copy of a unit. */
  public int column(int unit, int copy) {
    return (copy * units + unit) * span;
  }
}
