/**
 * Evaluation of the model on past windows: a bounded holdout per window, and prediction without
 * training.
 *
 * <p>A holdout receives examples while its window is open and does not change afterwards. If there
 * are more holdouts than the rule allows, the oldest is removed. Examples are on the Java heap.
 * Only the learner's thread uses these classes.
 */
package dev.lethe.learner.evaluation;
