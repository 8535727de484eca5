/** Convolutional networks for images. A row of features is an image of a configured shape. */
package dev.lethe.learner.model.image;
