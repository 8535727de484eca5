package dev.lethe.learner.model;

/**
 * Where a layer of hidden units stands in the list of parameters.
 *
 * <p>Unit j is row j of its own weights. Copy k of its output (an activation may give two) is input
 * {@code (k · units + j) · span … + span} of the next layer's weights, axis 1: span is 1, or height
 * · width where channels are flattened.
 *
 * @param units how many
 * @param weights index of its weights, {@code [units, in, …]}
 * @param bias index of its biases, {@code [units]}, or -1
 * @param next index of the weights that read it, {@code [out, units · copies · span, …]}
 * @param nextBias index of the biases of those that read it, or -1
 * @param copies outputs per unit
 * @param span inputs of the next layer per output
 */
public record HiddenLayer(
    int units, int weights, int bias, int next, int nextBias, int copies, int span) {
  public boolean hasBias() {
    return bias >= 0;
  }

  /** First input of the next layer that copy k of unit j feeds; there are {@link #span} of them. */
  public int column(int unit, int copy) {
    return (copy * units + unit) * span;
  }
}
