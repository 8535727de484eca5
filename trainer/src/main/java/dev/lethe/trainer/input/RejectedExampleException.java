package dev.lethe.trainer.input;

/**
 * The record holds an example that does not fit the run: wrong number of features, a NaN, a label
 * outside the head. It is not thrown: dead letters carry it as their cause.
 */
public final class RejectedExampleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason key, the value it got and what it expected
   */
  public RejectedExampleException(String reason) {
    super(reason);
  }
}
