package dev.lethe.streams.promotion;

import dev.lethe.measures.promotion.PromotionRule;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Promotion;
import dev.lethe.schemas.PromotionCommand;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.Topics;
import dev.lethe.streams.topology.PerThreadDeserializer;
import dev.lethe.streams.topology.PerThreadSerializer;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds the topology of a promotion. The names of its nodes are part of the public contract. */
public final class PromotionTopology {
  private final Topics topics;
  private final AvroSerdes serdes;
  private final PromotionRule rule;
  private final List<String> members;

  private PromotionTopology(
      Topics topics, AvroSerdes serdes, PromotionRule rule, List<String> members) {
    this.topics = topics;
    this.serdes = serdes;
    this.rule = rule;
    this.members = members;
  }

  /**
   * Builds the topology.
   *
   * @param props Streams configuration, with the properties that {@link
   *     dev.lethe.streams.topology.MetricsTopology#require} sets
   * @param members names of the runs, the first champion first
   * @param partitions partitions of the topics of predictions and evaluations
   */
  public static Topology build(
      Topics topics,
      AvroSerdes serdes,
      Properties props,
      PromotionRule rule,
      List<String> members,
      int partitions) {
    return new PromotionTopology(topics, serdes, rule, List.copyOf(members))
        .build(props, partitions);
  }

  private Topology build(Properties props, int partitions) {
    var builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(props)));
    KStream<String, SpecificRecord> predictions =
        single(
            source(builder, "predictions", topics.predictions(), Prediction.class)
                .filter(
                    (key, value) -> value != null && members.contains(value.getRun()),
                    Named.as("predictions-of-members")),
            "predictions",
            Prediction.class,
            partitions);
    KStream<String, SpecificRecord> evaluations =
        single(
            source(builder, "evaluations", topics.evaluations(), Evaluation.class)
                .filter(
                    (key, value) -> value != null && members.contains(value.getRun()),
                    Named.as("evaluations-of-members")),
            "evaluations",
            Evaluation.class,
            partitions);
    KStream<String, SpecificRecord> runs =
        asRecords(source(builder, "runs", topics.runs(), Run.class), "run-states");
    KStream<String, SpecificRecord> commands =
        asRecords(
            source(builder, "commands", topics.promotionCommands(), PromotionCommand.class)
                .filter((key, value) -> value != null, Named.as("commands-without-nulls")),
            "command-records");
    KStream<String, SpecificRecord> output =
        predictions
            .merge(evaluations, Named.as("with-evaluations"))
            .merge(runs, Named.as("with-runs"))
            .merge(commands, Named.as("with-commands"))
            .process(new Supplier(), Named.as("promote"));
    sink(output, "served", topics.served(), Prediction.class);
    sink(output, "promotions", topics.promotions(), Promotion.class);
    return builder.build(props);
  }

  private <T extends SpecificRecord> KStream<String, T> source(
      StreamsBuilder builder, String name, String topic, Class<T> type) {
    return builder.stream(
        topic,
        Consumed.with(Serdes.String(), serde(type))
            .withOffsetResetPolicy(AutoOffsetReset.earliest())
            .withName(name));
  }

  /** Moves all records to one partition, unless they are there already. */
  private <T extends SpecificRecord> KStream<String, SpecificRecord> single(
      KStream<String, T> stream, String name, Class<T> type, int partitions) {
    return asRecords(
        partitions == 1
            ? stream
            : stream.repartition(
                Repartitioned.<String, T>as(name)
                    .withKeySerde(Serdes.String())
                    .withValueSerde(serde(type))
                    .withNumberOfPartitions(1)),
        name + "-records");
  }

  private static <T extends SpecificRecord> KStream<String, SpecificRecord> asRecords(
      KStream<String, T> stream, String name) {
    return stream.mapValues(value -> (SpecificRecord) value, Named.as(name));
  }

  private <T extends SpecificRecord> void sink(
      KStream<String, SpecificRecord> output, String name, String topic, Class<T> type) {
    output
        .filter((key, value) -> type.isInstance(value), Named.as("only-" + name))
        .mapValues(type::cast, Named.as(name + "-records-out"))
        .to(topic, Produced.with(Serdes.String(), serde(type)).withName(name));
  }

  private <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
    var writer = new PerThreadSerializer<SpecificRecord>(serdes::serializer);
    return Serdes.serdeFrom(
        writer::serialize, new PerThreadDeserializer<>(() -> serdes.deserializer(type)));
  }

  private final class Supplier
      implements ProcessorSupplier<String, SpecificRecord, String, SpecificRecord> {
    @Override
    public Processor<String, SpecificRecord, String, SpecificRecord> get() {
      return new PromotionProcessor(rule, members);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return PromotionStores.builders(rule, members);
    }
  }
}
