/**
 * Parts of {@code ./lethe compare} other than the engine: the streams, from a data set on a stack
 * of its own or from a topic of any cluster, and the texts on the console.
 */
package dev.lethe.cli.compare;
