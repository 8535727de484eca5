package dev.lethe.learner.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.random.RandomStreams;
import java.util.List;

/**
 * What an optimizer is made with.
 *
 * @param parameters those that will be updated
 * @param owner the learner's manager, which will own the optimizer's arrays
 */
public record OptimizerContext(List<NDArray> parameters, RandomStreams random, NDManager owner) {}
