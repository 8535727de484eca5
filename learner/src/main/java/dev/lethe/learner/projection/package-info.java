/** Which directions of change are allowed, judged by gradients on remembered examples. */
package dev.lethe.learner.projection;
