/**
 * Data sets of small grey images, or of rows of numbers, with class labels, whole in memory.
 *
 * <pre>
 *   glyphs (seed, sizes) ──► Glyphs ──────────┐
 *                                             ├──► Dataset ──► Split train, Split test
 *   IDX files in a directory ──► Datasets ────┤
 *   CSV or ARFF file ──────────► Datasets ────┘
 * </pre>
 *
 * <p>In: a name, perhaps a directory, perhaps a seed. Out: a {@link
 * dev.lethe.scenarios.data.Dataset}, a structure of arrays: one {@code byte[]} of pixels or {@code
 * float[]} of numbers, and one {@code int[]} of labels per split, no object per image. The arrays
 * belong to the split; readers copy rows out or read them through a read-only view. Nothing is
 * written after construction, so a data set may be read by many threads.
 *
 * <p>Randomness comes from {@link dev.lethe.common.random.NamedRandom} alone: a generator is a
 * function of the seed and of what it is for, never of the order of calls. Arithmetic is plain IEEE
 * 754 and {@link java.lang.StrictMath}, so the same seed gives the same bytes on every machine. The
 * package knows neither Kafka nor the learner.
 */
package dev.lethe.scenarios.data;
