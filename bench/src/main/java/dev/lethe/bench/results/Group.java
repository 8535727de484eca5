package dev.lethe.bench.results;

import java.util.List;
import java.util.Optional;

/**
 * Rows of one protocol.
 *
 * @param name name, and file of the kept results
 * @param title heading in the table
 * @param about description of the protocol and its source
 * @param rows the rows
 * @param baseline row with which the others are compared, seed by seed; empty for none
 */
public record Group(
    String name, String title, String about, List<Row> rows, Optional<Row> baseline) {}
