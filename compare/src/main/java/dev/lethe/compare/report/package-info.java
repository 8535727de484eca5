/**
 * The report of a comparison: {@code report.html}, one file that works from disk. Everything that
 * is computed is computed here, and the page only draws it.
 */
package dev.lethe.compare.report;
