/** How the features that a model has found become logits, and which classes are chosen between. */
package dev.lethe.learner.head;
