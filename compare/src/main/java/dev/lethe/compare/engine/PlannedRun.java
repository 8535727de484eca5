package dev.lethe.compare.engine;

import dev.lethe.compare.analysis.ComparedMethod;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.trainer.replay.InputRange;

/**
 * A run to execute.
 *
 * @param run name of the run
 * @param method its method
 * @param streamSeed seed of its stream; null if all runs learn the same records
 * @param learner specification of the learner, with the seed of the run
 * @param range records to learn
 */
public record PlannedRun(
    String run, ComparedMethod method, Long streamSeed, LearnerSpec learner, InputRange range) {}
