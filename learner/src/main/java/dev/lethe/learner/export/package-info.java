/**
 * Parameters for other programs: copies of arrays under their names in PyTorch, and the file format
 * safetensors.
 */
package dev.lethe.learner.export;
