/**
 * The three questions of continual learning, asked of a run at the end of every task window:
 *
 * <ul>
 *   <li><i>stability</i>: how much of the earlier windows is forgotten, always beside how well the
 *       windows were learnt, for who learns nothing forgets nothing
 *   <li><i>plasticity</i>: how fast and how far the newest window is learnt, against a fresh
 *       network on the same examples
 *   <li><i>warm-start gap</i>: how much better a network would be that is trained from scratch on a
 *       sample of everything seen
 * </ul>
 *
 * <pre>
 *   accept ──► ScoredLearner ──► Learner ──► listener
 *                   │  ▲                        ▲
 *                   │  └── what it tells ──┐    │ scored(Scorecard), health + scorecard.*
 *                   └──► FreshNetworkComparison, FromScratch: references, which are learners of their own
 * </pre>
 *
 * <p>ReferenceNetworks learn nothing that the run uses: with them and without, the run has the same
 * bits. They follow from the run's seed and its stream, whenever predictions are asked for. They
 * run on the learner's thread, never within one of its steps.
 *
 * <p><b>Memory and time</b> are bounded by {@link dev.lethe.learner.scorecard.ReferenceNetworks},
 * whatever the length of the stream; a shadow that is off costs nothing.
 *
 * <pre>
 *   order at a window end:  windowClosed, evaluated(WINDOW_END), scored, health
 * </pre>
 */
package dev.lethe.learner.scorecard;
