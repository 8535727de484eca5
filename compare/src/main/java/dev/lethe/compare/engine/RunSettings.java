package dev.lethe.compare.engine;

import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the trainers that do not affect training.
 *
 * @param scorecard reference networks; empty for no scorecards
 * @param maxAhead maximum time that an event may be after the timestamp of its record
 * @param checkpoints checkpoints from which an interrupted run continues
 * @param everyPrediction true to publish every prediction; it does not affect results
 * @param classNames names of the classes as one line of CSV; empty if unknown
 */
public record RunSettings(
    Optional<ReferenceNetworks> scorecard,
    Duration maxAhead,
    CheckpointSettings checkpoints,
    boolean everyPrediction,
    Optional<String> classNames) {}
