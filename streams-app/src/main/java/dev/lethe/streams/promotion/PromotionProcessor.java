package dev.lethe.streams.promotion;

import dev.lethe.measures.promotion.Promotion;
import dev.lethe.measures.promotion.PromotionRule;
import dev.lethe.measures.promotion.Switch;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.PromotionAction;
import dev.lethe.schemas.PromotionCommand;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.streams.metrics.InvalidEventException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the champion's predictions, compares the members and publishes switches. */
final class PromotionProcessor
    implements Processor<String, SpecificRecord, String, SpecificRecord>, ServedExamples.Output {
  static final Duration PUBLISH_EVERY = Duration.ofSeconds(1);

  private static final Logger LOGGER = LoggerFactory.getLogger(PromotionProcessor.class);

  private final PromotionRule rule;
  private final List<String> members;
  private ProcessorContext<String, SpecificRecord> context;
  private PromotionStores stores;
  private Promotion promotion;
  private ServedPositions positions;
  private ServedExamples examples;
  private EvaluationPairs evaluations;
  private Record<String, SpecificRecord> current;
  private boolean isEvidencePublished;

  PromotionProcessor(PromotionRule rule, List<String> members) {
    this.rule = rule;
    this.members = members;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> newContext) {
    context = newContext;
    stores = new PromotionStores(context);
    PromotionState state =
        stores
            .state()
            .orElseGet(
                () -> new PromotionState(new Promotion(rule, members), new ServedPositions()));
    promotion = state.promotion();
    positions = state.positions();
    evaluations = stores.evaluations().orElseGet(EvaluationPairs::new);
    examples = new ServedExamples(promotion, positions, this);
    KeyValueStore<ExamplePosition, PendingExample> pending = stores.examples();
    try (var all = pending.all()) {
      all.forEachRemaining(entry -> examples.restore(entry.key, entry.value));
    }
    isEvidencePublished = false;
    context.schedule(PUBLISH_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> publishEvidence());
  }

  @Override
  public void process(Record<String, SpecificRecord> record) {
    current = record;
    SpecificRecord event = record.value();
    if (event instanceof Prediction prediction) {
      if (!examples.predicted(prediction)) {
        return;
      }
    } else if (event instanceof Evaluation evaluation) {
      evaluated(evaluation);
    } else if (event instanceof PromotionCommand command) {
      long offset = context.recordMetadata().map(RecordMetadata::offset).orElse(0L);
      if (positions.isNewCommand(offset)) {
        obey(command);
      }
    } else {
      follow(record.key(), (Run) event);
    }
    isEvidencePublished = false;
    save();
  }

  private void evaluated(Evaluation evaluation) {
    examples.apply(promotion.settle());
    try {
      examples.apply(evaluations.evaluated(evaluation, promotion));
    } catch (IllegalArgumentException e) {
      throw new InvalidEventException("evaluation: " + e.getMessage());
    }
    stores.put(evaluations);
  }

  private void obey(PromotionCommand command) {
    examples.apply(promotion.settle());
    Optional<Switch> change =
        command.getAction() == PromotionAction.REVERT
            ? promotion.revert()
            : Optional.ofNullable(command.getRun()).flatMap(promotion::choose);
    if (change.isEmpty()) {
      LOGGER
          .atWarn()
          .addKeyValue("action", command.getAction())
          .addKeyValue("run", command.getRun())
          .addKeyValue("served", promotion.champion().orElse(""))
          .log("command changes nothing: the run is served already or cannot serve");
    }
    examples.apply(change);
    examples.trimAll();
  }

  /** Follows the state of a run; null if its record was deleted. */
  private void follow(String name, Run run) {
    if (name == null || !members.contains(name)) {
      return;
    }
    boolean isFailed = run == null || run.getState() == RunState.FAILED;
    positions.setAbsent(name, isFailed || run.getState() == RunState.STOPPED);
    examples.apply(promotion.failed(name, isFailed));
    examples.trimAll();
  }

  private void save() {
    for (ExamplePosition position : examples.takeChanged()) {
      stores.put(position, examples.pending(position).orElse(null));
    }
    stores.put(new PromotionState(promotion, positions));
  }

  @Override
  public void serve(Prediction prediction) {
    context.forward(new Record<>(prediction.getId(), prediction, current.timestamp()));
  }

  @Override
  public void switched(Switch change, ExamplePosition last) {
    LOGGER
        .atInfo()
        .addKeyValue("from", change.from().orElse(""))
        .addKeyValue("to", change.to())
        .addKeyValue("reason", change.reason())
        .log("served run switched");
    long now = context.currentSystemTimeMs();
    context.forward(
        new Record<>(
            PromotionRecords.key(change), PromotionRecords.of(change, promotion, last, now), now));
  }

  private void publishEvidence() {
    if (isEvidencePublished || promotion.champion().isEmpty()) {
      return;
    }
    isEvidencePublished = true;
    long now = context.currentSystemTimeMs();
    context.forward(
        new Record<>(
            PromotionRecords.EVIDENCE,
            PromotionRecords.evidence(promotion, positions.last(), now),
            now));
  }
}
