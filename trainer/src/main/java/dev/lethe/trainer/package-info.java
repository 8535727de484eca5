/**
 * The service around a learner: consume, predict, score, learn, publish exactly once, recover.
 *
 * <pre>
 *   examples ──► input ──► Learner ──► output ──► predictions, evaluations, windows,
 *                  │                      │       scorecards, health
 *                  │                      └─────► journal and consumed offsets
 *                  └──► dead letters                 all in one transaction
 * </pre>
 *
 * <p>A {@link dev.lethe.trainer.Trainer} is one run on one thread, which owns the run's consumer,
 * producer, learner and native memory. Runs share nothing. A trainer runs one {@code Session} after
 * the other. A transient error discards the session including its learner, and the next session
 * recovers from the journal. Any other error ends the run: another trainer of the same run has
 * fenced this one, a transaction takes too long twice at the same offsets, the settings do not fit
 * the run, the input is no longer the one that the run consumed, or the journal cannot be replayed.
 * The runs topic then says FAILED, unless another trainer owns the run.
 *
 * <p>An {@code InputWatch} has a thread and an admin client of its own and outlives the sessions.
 * It notices dead brokers and a changed input topic while the run's own clients wait. So does a
 * {@code CommandWatch}, which follows the commands of operators: pause and resume.
 *
 * <p>The {@code RunInput} of a session is the live topic, or a range of it in merged order.
 */
package dev.lethe.trainer;
