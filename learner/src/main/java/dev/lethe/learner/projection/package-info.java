/** Gradient projection: constrains updates by the gradients on remembered examples. */
package dev.lethe.learner.projection;
