/**
 * Models supplied by users: a DJL block on the class path ({@link
 * dev.lethe.learner.model.custom.BlockFactory}), or a TorchScript file as a frozen encoder.
 */
package dev.lethe.learner.model.custom;
