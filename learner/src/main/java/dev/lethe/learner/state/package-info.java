/**
 * The state of a learner as one stream of bytes. Each part that has state describes it, in a fixed
 * order; what the stream is used for is not the part's business.
 */
package dev.lethe.learner.state;
