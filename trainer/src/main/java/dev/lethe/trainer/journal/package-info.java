/**
 * What a run consumed, in order: written with every transaction, and replayed to recover.
 *
 * <p>A learner's state is a function of its settings and the order of its examples, so the journal
 * records that order and nothing else: {@code JournalWriter} gathers the offset ranges of one
 * transaction, {@code JournalReader} reads all of a run's entries back, {@code OrderedRecords}
 * reads the input topic again in the journal's order, whatever the polls return.
 */
package dev.lethe.trainer.journal;
