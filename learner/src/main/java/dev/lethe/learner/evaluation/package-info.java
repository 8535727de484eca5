/**
 * Evaluation of the model on past windows: a bounded holdout per window, and prediction without
 * training.
 *
 * <p>A holdout receives the examples of its window, and EVALUATE examples of its task even after
 * the window has ended. If there are more holdouts than the rule allows, the oldest is removed.
 * Examples are on the Java heap. Only the learner's thread uses these classes.
 */
package dev.lethe.learner.evaluation;
