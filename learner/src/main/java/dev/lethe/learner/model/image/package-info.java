/** Models of images: rows of features with a shape. */
package dev.lethe.learner.model.image;
