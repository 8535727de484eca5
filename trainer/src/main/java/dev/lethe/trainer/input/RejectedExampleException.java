package dev.lethe.trainer.input;

/**
 * An example that can be read but not learnt from: wrong shape, a NaN, a label outside the head.
 */
public final class RejectedExampleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason key, value seen, value wanted
   */
  public RejectedExampleException(String reason) {
    super(reason);
  }
}
