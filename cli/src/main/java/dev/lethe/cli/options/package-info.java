/**
 * Groups of command-line options that several commands share, as picocli mixins: streams, learners,
 * scorecards, seeds, run names and clusters.
 *
 * <p>A mixin holds the option texts and converts their values to typed settings. It starts nothing
 * on its own. This is the only package of {@code cli} that {@code bench} may use.
 */
package dev.lethe.cli.options;
