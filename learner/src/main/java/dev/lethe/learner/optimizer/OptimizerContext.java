package dev.lethe.learner.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.random.RandomStreams;
import java.util.List;

/**
 * Inputs for creating an optimizer.
 *
 * @param parameters parameters that the optimizer updates
 * @param random random streams of the learner
 * @param owner manager of the learner; owns the optimizer's arrays
 */
public record OptimizerContext(List<NDArray> parameters, RandomStreams random, NDManager owner) {}
