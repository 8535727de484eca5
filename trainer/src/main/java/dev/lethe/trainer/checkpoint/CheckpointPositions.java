package dev.lethe.trainer.checkpoint;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Positions in Kafka that the state of a checkpoint contains.
 *
 * @param inputTopic name of the input topic
 * @param inputTopicId id of the input topic
 * @param input by partition of the input, the offset after the last consumed record
 * @param journalTopic name of the journal topic
 * @param journalTopicId id of the journal topic
 * @param journalPartitions number of partitions of the journal topic; a partition that is added
 *     later may hold later entries
 * @param journalPartition partition of the run's newest journal entry, -1 if there is none
 * @param journalOffset offset after the newest entry that the state contains; recovery reads on
 *     from there
 */
public record CheckpointPositions(
    String inputTopic,
    String inputTopicId,
    SortedMap<Integer, Long> input,
    String journalTopic,
    String journalTopicId,
    int journalPartitions,
    int journalPartition,
    long journalOffset) {
  public CheckpointPositions {
    Checks.requireText("positions.inputTopic", inputTopic);
    Checks.requireText("positions.inputTopicId", inputTopicId);
    Checks.requireText("positions.journalTopic", journalTopic);
    Checks.requireText("positions.journalTopicId", journalTopicId);
    input = Collections.unmodifiableSortedMap(new TreeMap<>(input));
    input.forEach(
        (partition, offset) -> {
          Checks.requireAtLeast("positions.input partition", partition, 0);
          Checks.requireAtLeast("positions.input." + partition, offset, 0);
        });
    Checks.requireAtLeast("positions.journalPartitions", journalPartitions, 0);
    Checks.requireAtLeast("positions.journalPartition", journalPartition, -1);
    Checks.requireAtLeast("positions.journalOffset", journalOffset, 0);
  }
}
