package dev.lethe.trainer;

import dev.lethe.schemas.Component;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends hanging transactions of a run: transactions that are open in partitions although their
 * coordinator considers them ended (KIP-664), so that readers of committed records wait for ever. A
 * broker that is killed while it commits a transaction can leave one.
 *
 * <p>The next transaction of the same producer id that writes to such a partition takes the hanging
 * records in and decides about them, too. So nothing may be committed before they are ended, and an
 * aborted transaction that writes to the same partitions ends them, with no more permissions than
 * the run has (ADR 27).
 */
final class HangingTransactions {
  private static final Logger LOGGER = LoggerFactory.getLogger(HangingTransactions.class);

  private final TrainerConfig config;
  private final KafkaClients clients;
  private final Admin admin;
  private final Producer<byte[], byte[]> producer;

  /**
   * @param admin admin client, which the caller closes
   * @param producer the run's transactional producer
   */
  HangingTransactions(
      TrainerConfig config, KafkaClients clients, Admin admin, Producer<byte[], byte[]> producer) {
    this.config = config;
    this.clients = clients;
    this.admin = admin;
    this.producer = producer;
  }

  /**
   * Aborts what hangs. Call it after the initialisation of the producer, from which on the
   * coordinator knows no open transaction of the run, and before its first transaction.
   *
   * @return what hung, in words; empty if nothing did
   * @throws RunFailedException if only a part of a transaction hangs, so that aborting it could
   *     lose or repeat results
   */
  Optional<String> end() {
    try {
      var open = new OpenTransactions(admin, config.bootstrapServers());
      Map<TopicPartition, Boolean> outputs = outputs();
      Map<TopicPartition, Long> heldBack = open.heldBack(outputs.keySet());
      if (heldBack.isEmpty()) {
        return Optional.empty();
      }
      ProducerStates states = states(open, outputs);
      if (states.hanging().isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          switch (states.end()) {
            case NOWHERE -> {
              var aborted = new TreeSet<>(OpenTransactions.BY_NAME);
              aborted.addAll(states.hanging().keySet());
              if (states.isJournalHanging()) {
                // The rest may be where the run may not read. If other producers are open there
                // instead, an aborted record in their midst does no harm.
                heldBack.keySet().stream().filter(p -> !outputs.get(p)).forEach(aborted::add);
              }
              abort(aborted);
              yield "Kafka no longer knew the run's transaction in %s; it was aborted, and the run learns its records again"
                  .formatted(aborted);
            }
            case COMMITTED ->
                "Kafka no longer knows the run's transaction in %s; the run has gone on since, and its next records there commit it. Until then readers wait. To lose its records instead: %s"
                    .formatted(states.hanging().keySet(), commands(states, open));
            case PARTLY ->
                throw new RunFailedException(
                    "transaction of epoch %d: got a part without an end in %s, expected all of it to be committed or aborted: Kafka has lost the rest, and Lethe cannot know whether the journal counts its records. To lose them, end it with %s and start the run again"
                        .formatted(
                            states.epoch(), states.hanging().keySet(), commands(states, open)),
                    null);
          });
    } catch (AuthorizationException e) {
      LOGGER.atInfo().setCause(e).log("could not look for hanging transactions");
      return Optional.empty();
    }
  }

  /**
   * Returns the existing partitions of all topics that a run writes to, and if the run may read
   * them.
   */
  private Map<TopicPartition, Boolean> outputs() {
    var outputs = new HashMap<TopicPartition, Boolean>();
    admin
        .describeTopics(
            Component.COMPARE.writtenTopics(config.topics()),
            new DescribeTopicsOptions().includeAuthorizedOperations(true))
        .topicNameValues()
        .forEach(
            (topic, described) -> {
              try {
                TopicDescription description = KafkaFutures.get(described);
                Set<AclOperation> allowed = description.authorizedOperations();
                boolean readable = allowed != null && allowed.contains(AclOperation.READ);
                description
                    .partitions()
                    .forEach(
                        info -> outputs.put(new TopicPartition(topic, info.partition()), readable));
              } catch (UnknownTopicOrPartitionException | AuthorizationException e) {
                LOGGER.atDebug().setCause(e).log("the run fails when it writes to {}", topic);
              }
            });
    return outputs;
  }

  private ProducerStates states(OpenTransactions open, Map<TopicPartition, Boolean> outputs) {
    String id = config.clientId();
    long producerId =
        KafkaFutures.get(admin.describeTransactions(List.of(id)).description(id)).producerId();
    var states = new HashMap<TopicPartition, ProducerState>();
    outputs.forEach(
        (partition, readable) -> {
          if (readable) {
            open.producers(partition).stream()
                .filter(state -> state.producerId() == producerId)
                .forEach(state -> states.put(partition, state));
          }
        });
    return new ProducerStates(config.topics(), states);
  }

  private static String commands(ProducerStates states, OpenTransactions open) {
    return states.hanging().entrySet().stream()
        .map(e -> open.command(e.getKey(), e.getValue()))
        .collect(Collectors.joining("; "));
  }

  private void abort(Set<TopicPartition> partitions) {
    byte[] key = config.run().getBytes(StandardCharsets.UTF_8);
    producer.beginTransaction();
    List<Future<?>> sent = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      sent.add(
          producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), key, null)));
    }
    producer.flush();
    // A partition belongs to the transaction only after its record was written.
    sent.forEach(HangingTransactions::await);
    try (var consumer = clients.consumer()) {
      var any = new TopicPartition(config.topics().examples(), 0);
      producer.sendOffsetsToTransaction(
          Map.of(any, new OffsetAndMetadata(0)), consumer.groupMetadata());
    }
    producer.abortTransaction();
  }

  private static void await(Future<?> sent) {
    try {
      sent.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    }
  }
}
