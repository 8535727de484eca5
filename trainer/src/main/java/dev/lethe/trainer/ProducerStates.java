package dev.lethe.trainer;

import dev.lethe.schemas.Topics;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;

/**
 * States of a run's producer in the partitions that the run writes to, while its coordinator knows
 * no open transaction of it.
 *
 * @param states states by partition; partitions to which the producer has not written are missing
 */
record ProducerStates(Topics topics, Map<TopicPartition, ProducerState> states) {

  ProducerStates {
    states = Map.copyOf(states);
  }

  /** End of a hanging transaction, as far as it is known. */
  enum End {
    /** It has ended nowhere, so that aborting it loses nothing but undecided records. */
    NOWHERE,
    /** It was committed: the producer went on, and the journal has later transactions. */
    COMMITTED,
    /** It has ended in some partitions, nobody knows how. */
    PARTLY
  }

  /** Returns the first offsets of transactions that hang, by partition. */
  SortedMap<TopicPartition, Long> hanging() {
    var hanging = new TreeMap<TopicPartition, Long>(OpenTransactions.BY_NAME);
    states.forEach(
        (partition, state) ->
            state
                .currentTransactionStartOffset()
                .ifPresent(start -> hanging.put(partition, start)));
    return hanging;
  }

  /** Returns true if a transaction hangs in the journal. */
  boolean isJournalHanging() {
    return hanging().keySet().stream().anyMatch(this::isJournal);
  }

  /**
   * Returns what is known about the end. Every transaction with results has a journal entry. The
   * marker at the end of a transaction has the next epoch ({@code transaction.version} 2), which a
   * live producer then goes on with.
   */
  End end() {
    int epoch = epoch();
    if (isJournalHanging()) {
      return states.entrySet().stream()
              .filter(e -> e.getValue().currentTransactionStartOffset().isEmpty())
              .filter(e -> hasResults(e.getKey()))
              .anyMatch(e -> e.getValue().producerEpoch() == epoch + 1)
          ? End.PARTLY
          : End.NOWHERE;
    }
    if (hanging().keySet().stream().noneMatch(this::hasResults)) {
      return End.NOWHERE;
    }
    boolean later =
        states.entrySet().stream()
            .filter(e -> isJournal(e.getKey()))
            .anyMatch(e -> e.getValue().producerEpoch() > epoch + 1);
    return later ? End.COMMITTED : End.PARTLY;
  }

  /** Returns the largest epoch of the transactions that hang. */
  int epoch() {
    return hanging().keySet().stream()
        .mapToInt(partition -> states.get(partition).producerEpoch())
        .max()
        .orElseThrow();
  }

  private boolean isJournal(TopicPartition partition) {
    return partition.topic().equals(topics.journal());
  }

  /** Returns true unless the run only publishes its own state there, in transactions of its own. */
  private boolean hasResults(TopicPartition partition) {
    return !Set.of(topics.runs(), topics.health(), topics.checkpoints())
        .contains(partition.topic());
  }
}
