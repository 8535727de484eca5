/**
 * Data sets of small grey images, or of rows of numbers, with class labels, held in memory.
 *
 * <pre>
 *   Datasets ──┬──► Glyphs (drawn from a seed) ──────────────────────────┐
 *              └──► DatasetReader ──┬──► IdxReader ──────────────────────┼──► Dataset
 *                                   ├──► CsvReader ──┬──► TableReader ───┘     ├── Split train
 *                                   └──► ArffReader ─┘         │               ├── Split test
 *                                                       TableBuilder           └── Source
 * </pre>
 *
 * <p>A table is understood or refused. {@code CsvLayout} finds the separator, {@code
 * HeaderDetector} the header, {@code LabelColumn} the class; {@code ClassColumnCheck} refuses what
 * cannot be a class. {@link dev.lethe.scenarios.data.TableSummary} says what was understood.
 *
 * <p>{@link dev.lethe.scenarios.data.Datasets} chooses the reader, and nothing else knows the
 * formats. A new format is a new {@code DatasetReader} and one line there.
 *
 * <p>A {@link dev.lethe.scenarios.data.Dataset} is a structure of arrays: per split one {@code
 * byte[]} of pixels or {@code float[]} of numbers and one {@code int[]} of labels, without an
 * object per image. The split owns its arrays; callers copy rows or use a read-only view. Nothing
 * changes after construction, so threads may share a data set.
 *
 * <p>All randomness comes from {@link dev.lethe.common.random.NamedRandom}: a generator is a
 * function of the seed and of its purpose, not of the order of calls. Arithmetic is plain IEEE 754
 * and {@link java.lang.StrictMath}, so the same seed gives the same bytes on every machine.
 */
package dev.lethe.scenarios.data;
