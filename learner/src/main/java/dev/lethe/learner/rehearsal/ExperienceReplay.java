package dev.lethe.learner.rehearsal;

import dev.lethe.learner.Example;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.random.Purpose;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.state.StateDigest;
import java.util.List;
import java.util.Map;

/**
 * Experience replay (Chaudhry et al., "On tiny episodic memories in continual learning", 2019):
 * each step learns from B fresh examples and from min(m, size) others that are drawn uniformly,
 * without replacement, from a reservoir. All rows weigh the same, hence fresh ones B/(B+m)
 * together.
 */
public final class ExperienceReplay implements Rehearsal {
  /** {@code er(memory=M, batch=m)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "er",
          "rehearsal",
          List.of(
              new Key("memory", new Domain.Whole(1, Integer.MAX_VALUE), "500"),
              new Key("batch", new Domain.Whole(1, 65_536), "10")));

  private final int batchSize;
  private final Reservoir memory;
  private final SlotSampler sampler;
  private long drawn;

  /**
   * @param part of {@link #DEFINITION}
   * @param features numbers per example
   */
  public ExperienceReplay(Part part, int features, RandomStreams random) {
    int capacity = part.whole("memory");
    this.batchSize = part.whole("batch");
    this.memory =
        new Reservoir(new RowStore(features, capacity, capacity), random.of(Purpose.INSERTION));
    this.sampler = new SlotSampler(random.of(Purpose.SAMPLING));
  }

  @Override
  public int most() {
    return batchSize;
  }

  @Override
  public void draw(RowBatch batch) {
    RowStore rows = memory.rows();
    int[] slots = sampler.draw(Math.min(batchSize, rows.size()), rows.size());
    for (int slot : slots) {
      batch.add((target, from) -> rows.copyRow(slot, target, from), rows.label(slot));
    }
    drawn += slots.length;
  }

  @Override
  public void learnt(List<Example> fresh) {
    fresh.forEach(example -> memory.offer(example.features(), example.label()));
  }

  @Override
  public void report(Map<String, Double> figures) {
    figures.put("samples.drawn", (double) drawn);
    figures.put("buffer.size", (double) memory.rows().size());
    figures.put("buffer.bytes", (double) memory.rows().memory());
  }

  @Override
  public void describeTo(StateDigest digest) {
    digest.add(drawn);
    memory.describeTo(digest);
  }
}
