/**
 * How much of each past window the model still knows: examples kept out of training, a bounded set
 * per window, and the model's answers to them.
 *
 * <p>A holdout is filled while its window is open and does not change afterwards. When there are
 * more than the rule retains, the oldest goes. Examples are kept on the Java heap; used by the
 * learner's thread only.
 */
package dev.lethe.learner.evaluation;
