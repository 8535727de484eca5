/**
 * The service around a learner: consume, predict, score, learn, publish exactly once, recover.
 *
 * <pre>
 *   examples ──► input ──► Learner ──► output ──► predictions, evaluations, windows, health
 *                  │                      │  └──► journal: what was consumed, in order
 *                  └──► dead letters      └─────► consumed offsets        all in one transaction
 * </pre>
 *
 * <p>A {@link dev.lethe.trainer.Trainer} is one run on one thread, which owns its consumer, its
 * producer, its learner and the learner's native memory; runs side by side share nothing. Kafka's
 * exceptions decide what follows: whatever may pass discards the {@code Session}, learner included,
 * and a new one recovers from the journal; being fenced by another trainer of the same run, a
 * transaction that is late twice at the same place, or a configuration that does not fit the run,
 * ends it.
 */
package dev.lethe.trainer;
