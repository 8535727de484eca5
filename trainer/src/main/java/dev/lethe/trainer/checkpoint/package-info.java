/**
 * Checkpoints of a run: their file format, and the stores that keep them.
 *
 * <p>{@code CheckpointFile} writes and reads a file: a header that can be read alone, then named
 * sections, each with its length and checksum. {@code CheckpointStore} keeps such files in a
 * directory or in an S3-compatible store, and {@code Retention} says which of them to delete. A
 * checkpoint is data: reading one loads no class by name and allocates no memory for a length
 * before the bytes are there.
 */
package dev.lethe.trainer.checkpoint;
