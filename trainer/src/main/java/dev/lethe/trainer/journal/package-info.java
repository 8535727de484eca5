/**
 * The journal of a run: what the run consumed, in order. Every transaction writes one entry, and
 * recovery replays all of them.
 *
 * <p>The state of a learner depends only on its settings and the order of its examples, so the
 * journal records that order, and a checksum of the records to detect others at the same offsets.
 * {@code JournalWriter} collects the offset ranges of one transaction, {@code JournalReader} reads
 * a run's entries back, and {@code OrderedRecords} reads the input topic in the order of the
 * journal, however polls group the records.
 */
package dev.lethe.trainer.journal;
