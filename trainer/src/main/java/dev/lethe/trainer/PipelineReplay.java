package dev.lethe.trainer;

import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Replays a run to its last commit. */
final class PipelineReplay implements ReplaySink {
  private final Pipeline pipeline;
  private final BooleanSupplier running;

  /**
   * @param running becomes false when the run is to stop
   */
  PipelineReplay(Pipeline pipeline, BooleanSupplier running) {
    this.pipeline = pipeline;
    this.running = running;
  }

  @Override
  public boolean process(ConsumerRecord<byte[], byte[]> record) {
    if (!running.getAsBoolean()) {
      throw new CancellationException("closed while recovering");
    }
    pipeline.process(record);
    return true;
  }

  @Override
  public void forget(Set<Long> keys) {
    pipeline.forget(keys);
  }

  @Override
  public void endEntry() {
    pipeline.predictPending();
  }

  @Override
  public long steps() {
    return pipeline.step();
  }
}
