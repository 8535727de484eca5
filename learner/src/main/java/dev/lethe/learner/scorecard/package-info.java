/**
 * Scorecard of a run at the end of every task window in which it learned. It covers three questions
 * of continual learning:
 *
 * <ul>
 *   <li><i>stability</i>: forgetting of earlier windows, always together with learning accuracy,
 *       because a model that learns nothing forgets nothing
 *   <li><i>plasticity</i>: speed and accuracy of learning the newest window, compared with a fresh
 *       network on the same examples
 *   <li><i>warm-start gap</i>: accuracy of a network trained from scratch on a sample of all
 *       examples, minus the run's
 * </ul>
 *
 * <pre>
 *   accept ──► ScoredLearner ──► Learner ──► listener
 *                   │  ▲                        ▲
 *                   │  └────── events ─────┐    │ scored(Scorecard)
 *                   └──► FreshNetworkComparison, FromScratch: reference networks, which are learners too
 * </pre>
 *
 * <p>The formulas are those of {@link dev.lethe.measures}, so a scorecard and the metrics of the
 * same evaluations agree.
 *
 * <p>Reference networks do not affect the training of the run, which stays the same bit for bit.
 * They depend only on the seed and the stream of the run, not on when predictions are requested.
 * They run on the learner's thread, never within a learning step.
 *
 * <p>{@link dev.lethe.learner.scorecard.ReferenceNetworks} bounds memory and time for streams of
 * any length. A reference network that is off costs nothing.
 *
 * <pre>
 *   order at a window end:  windowClosed, evaluated(WINDOW_END), scored, health
 * </pre>
 */
package dev.lethe.learner.scorecard;
