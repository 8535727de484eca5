package dev.lethe.scenarios.data;

/**
 * Reads a data set from files of one format. {@link Datasets} chooses the reader; each format has
 * one.
 */
interface DatasetReader {
  /**
   * Reads the whole data set.
   *
   * @throws DatasetException if a file cannot be read or has invalid content
   */
  Dataset read();
}
