package dev.lethe.trainer;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.AvroSerializer;
import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Role;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.TopicAdmin;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Client of an installation: creates topics, produces examples and reads results. */
final class Kafka {
  private final LocalStack stack;
  private final Topics topics;
  private final AvroSerdes serdes;

  Kafka(LocalStack stack, Topics topics) {
    this.stack = stack;
    this.topics = topics;
    this.serdes = new AvroSerdes(new ConfluentSchemaRegistry(stack.registryUrl(), Map.of()), true);
  }

  void createTopics(int partitions) {
    try (var cluster = ClusterAdmin.connect(stack.bootstrapServers(), Map.of())) {
      new TopicAdmin(cluster).create(topics.definitions(partitions, (short) 1));
    }
  }

  void produce(List<Example> examples) {
    var serializer = serdes.<Example>serializer();
    produceRaw(
        examples.stream()
            .map(example -> serializer.serialize(topics.examples(), example))
            .map(value -> new ProducerRecord<byte[], byte[]>(topics.examples(), value))
            .toList());
  }

  /** Produces records that ask the runs to forget examples. */
  void produceTombstones(Collection<String> ids) {
    produceRaw(
        ids.stream()
            .map(Records::utf8)
            .map(id -> new ProducerRecord<byte[], byte[]>(topics.examples(), id, null))
            .toList());
  }

  /** Produces examples to one partition. */
  void produceTo(int partition, List<Example> examples) {
    var serializer = serdes.<Example>serializer();
    produceRaw(
        examples.stream()
            .map(example -> serializer.serialize(topics.examples(), example))
            .map(
                value ->
                    new ProducerRecord<byte[], byte[]>(topics.examples(), partition, null, value))
            .toList());
  }

  /**
   * Deals examples out to partitions in turn, the timestamp of each record its number, and adds an
   * unreadable record and, after a third of them, an aborted transaction.
   */
  void produceInterleaved(List<Example> examples, int partitions) {
    var serializer = serdes.<Example>serializer();
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (int i = 0; i < examples.size(); i++) {
      byte[] value = serializer.serialize(topics.examples(), examples.get(i));
      records.add(new ProducerRecord<>(topics.examples(), i % partitions, (long) i, null, value));
    }
    long end = examples.size();
    records.add(new ProducerRecord<>(topics.examples(), 0, end, null, new byte[] {1, 2, 3}));
    int aborted = 2 * examples.size() / 3;
    produceRaw(records.subList(0, aborted));
    produceAborted(records.subList(aborted, aborted + 10));
    produceRaw(records.subList(aborted, records.size()));
  }

  private void produceAborted(List<ProducerRecord<byte[], byte[]>> records) {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", stack.bootstrapServers(), "transactional.id", "aborted"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      var sends = records.stream().map(producer::send).toList();
      producer.flush();
      assertAllDone(sends);
      producer.abortTransaction();
    }
  }

  /** Produces examples of a producer whose schema calls a field by another name. */
  void produceRenamed(String field, String name, List<Example> examples) {
    Schema renamed =
        new Schema.Parser()
            .parse(
                Example.getClassSchema()
                    .toString()
                    .replace("\"name\":\"" + field + "\"", "\"name\":\"" + name + "\""));
    var serializer = new AvroSerializer<GenericData.Record>(serdes.registry(), true);
    produceRaw(
        examples.stream()
            .map(
                example -> {
                  var record = new GenericData.Record(renamed);
                  for (Schema.Field each : renamed.getFields()) {
                    record.put(each.pos(), example.get(each.pos()));
                  }
                  return serializer.serialize(topics.examples(), record);
                })
            .map(value -> new ProducerRecord<byte[], byte[]>(topics.examples(), value))
            .toList());
  }

  /** Produces examples one at a time, with a pause before each, in milliseconds. */
  void trickle(List<Example> examples, long millis) {
    var serializer = serdes.<Example>serializer();
    try (var producer = producer()) {
      for (Example example : examples) {
        LockSupport.parkNanos(millis * 1_000_000);
        byte[] value = serializer.serialize(topics.examples(), example);
        assertAllDone(List.of(producer.send(new ProducerRecord<>(topics.examples(), value))));
      }
    }
  }

  void produceRaw(List<ProducerRecord<byte[], byte[]>> records) {
    try (var producer = producer()) {
      var sends = records.stream().map(producer::send).toList();
      producer.flush();
      assertAllDone(sends);
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", stack.bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void assertAllDone(List<? extends java.util.concurrent.Future<?>> sends) {
    for (var send : sends) {
      try {
        send.get();
      } catch (Exception e) {
        throw new AssertionError("producing failed", e);
      }
    }
  }

  /** Returns the committed records of a topic up to its current end. */
  List<ConsumerRecord<byte[], byte[]>> raw(String topic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", stack.bootstrapServers(),
            "isolation.level", "read_committed",
            "fetch.max.wait.ms", "20");
    try (var consumer =
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Admin admin = admin()) {
      var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
      new TopicScan(
              consumer,
              admin,
              new Standstill(waiting -> Optional.empty(), report -> {}, System::nanoTime))
          .scan(topic, records::add);
      return records;
    }
  }

  /** Returns the number of committed records of a run in a topic. */
  long count(String topic, String run) {
    byte[] key = run.getBytes(StandardCharsets.UTF_8);
    return raw(topic).stream().filter(record -> Arrays.equals(record.key(), key)).count();
  }

  <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
    var deserializer = serdes.deserializer(type);
    return raw(topic).stream()
        .filter(r -> r.value() != null)
        .map(r -> deserializer.deserialize(topic, r.value()))
        .toList();
  }

  /** Returns the committed records of a run in a topic. */
  <T extends SpecificRecord> List<T> read(String topic, Class<T> type, String run) {
    return read(topic, type).stream()
        .filter(record -> run.equals(record.get(record.getSchema().getField("run").pos())))
        .toList();
  }

  /** Returns offset, prediction and model of each prediction of a run. */
  List<String> predictions(String run) {
    return read(topics.predictions(), Prediction.class, run).stream()
        .map(p -> p.getOffset() + ": " + p.getPredicted() + " by model " + p.getModelStep())
        .toList();
  }

  /** Returns the newest record of a run. */
  Run lastRecord(String run) {
    List<Run> records = read(topics.runs(), Run.class, run);
    return records.get(records.size() - 1);
  }

  /** Returns the digest of the learner of a stopped run. */
  String digest(String run) {
    return lastRecord(run).getSettings().get(RunRecord.DIGEST);
  }

  /** Deletes the records of a partition before an offset, as retention does. */
  void deleteBefore(String topic, int partition, long offset) throws Exception {
    try (Admin admin = admin()) {
      admin
          .deleteRecords(
              Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    }
  }

  Map<TopicPartition, OffsetAndMetadata> committed(String group) throws Exception {
    try (Admin admin = admin()) {
      return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
  }

  /**
   * Returns a stream of two tasks with two classes each. The feature with the index of the class is
   * around 1, the others are around 0. Every tenth example has role EVALUATE; a BOUNDARY is last.
   */
  static List<Example> twoTasks(int perTask, long seed) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    var examples = new ArrayList<Example>();
    for (int task = 0; task < 2; task++) {
      for (int i = 0; i < perTask; i++) {
        int label = 2 * task + random.nextInt(2);
        Role role = i % 10 == 9 ? Role.EVALUATE : Role.LEARN;
        examples.add(example(task + "-" + i, label, "task-" + task, role, random));
      }
    }
    examples.add(new Example("end", Instant.EPOCH, List.of(), null, null, Role.BOUNDARY));
    return examples;
  }

  static Example example(
      String id, int label, String task, Role role, UniformRandomProvider random) {
    var features = new ArrayList<Float>();
    for (int f = 0; f < Configs.FEATURES; f++) {
      float centre = f == label ? 1 : 0;
      features.add(centre + 0.3f * (random.nextFloat() - 0.5f));
    }
    return new Example(id, Instant.ofEpochMilli(1000), features, label, task, role);
  }

  static Duration patience() {
    return Duration.ofSeconds(60);
  }
}
