package dev.lethe.trainer;

import dev.lethe.learner.Learner;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import dev.lethe.trainer.input.ExampleReader;
import dev.lethe.trainer.input.Tombstones;
import dev.lethe.trainer.travel.Moment;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Replays a run into a learner, up to a moment. */
final class MomentReplay implements ReplaySink {
  private final ScoredLearner scored;

  /** Read-only; examples go to {@link #scored}. */
  private final Learner learner;

  private final ExampleReader reader;
  private final Moment moment;
  private boolean reached;

  MomentReplay(ScoredLearner scored, ExampleReader reader, Moment moment) {
    this.scored = scored;
    this.learner = scored.learner();
    this.reader = reader;
    this.moment = moment;
    this.reached = isReached();
  }

  /** Returns true if the learner is at the moment. */
  boolean reached() {
    return reached;
  }

  @Override
  public boolean skip(ConsumerRecord<byte[], byte[]> record) {
    if (reached) {
      return false;
    }
    reached = isAt(record);
    return true;
  }

  @Override
  public void forget(Set<Long> keys) {
    scored.forget(keys);
  }

  @Override
  public boolean process(ConsumerRecord<byte[], byte[]> record) {
    if (reached) {
      return false;
    }
    OptionalLong forgotten = Tombstones.key(record);
    if (forgotten.isPresent()) {
      scored.forget(Set.of(forgotten.getAsLong()));
      reached = isAt(record);
      return true;
    }
    Example example;
    try {
      example = reader.read(record);
    } catch (SerializationException e) {
      // A dead letter: it belongs to the run's input but does not change the learner.
      example = null;
    }
    if (example != null) {
      if (passes(example)) {
        return false;
      }
      scored.accept(example);
    }
    reached = isReached() || isAt(record);
    return true;
  }

  /** Returns true if the moment is before this example, and brings the learner there. */
  private boolean passes(Example example) {
    if (moment instanceof Moment.EventTime until
        && example.eventTime() > until.time().toEpochMilli()) {
      reached = true;
    } else if (moment instanceof Moment.WindowEnd end
        && learner.window() == end.number()
        && learner.endsWindow(example)) {
      scored.accept(
          new Example(
              "", learner.eventTime(), new Features.Floats(new float[0]), -1, null, Role.BOUNDARY));
      reached = true;
    }
    return reached;
  }

  private boolean isReached() {
    if (moment instanceof Moment.AfterStep after) {
      return learner.step() >= after.completed();
    }
    return moment instanceof Moment.WindowEnd end
        && learner.window() >= end.number()
        && !learner.isWindowOpen();
  }

  private boolean isAt(ConsumerRecord<byte[], byte[]> record) {
    return moment instanceof Moment.AfterOffset after
        && record.partition() == after.partition()
        && record.offset() >= after.offset();
  }

  @Override
  public void endEntry() {
    scored.predictPending();
  }

  @Override
  public long steps() {
    return learner.step();
  }
}
