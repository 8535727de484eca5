/**
 * Promotion: which of several runs on a stream is served, and the evidence for a switch.
 *
 * <p>{@link dev.lethe.measures.promotion.Promotion} decides. Its evidence is a {@link
 * dev.lethe.measures.ConfidenceSequence} of paired hits for the objective NOW, and a betting test
 * of the hits on each holdout for ALL. The streams app feeds it from Kafka, the bench from memory.
 */
package dev.lethe.measures.promotion;
