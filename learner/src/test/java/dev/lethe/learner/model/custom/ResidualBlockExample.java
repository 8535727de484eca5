package dev.lethe.learner.model.custom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import java.util.List;

/** Example of docs/models.md: a linear layer and a residual one. */
public final class ResidualBlockExample implements BlockFactory {
  private static final int UNITS = 24;

  @Override
  public String name() {
    return "residual";
  }

  @Override
  public Block create(int features) {
    Block change =
        new SequentialBlock()
            .add(LayerNorm.builder().axis(1).build())
            .add(Linear.builder().setUnits(UNITS).build())
            .add(Activation::relu);
    return new SequentialBlock()
        .add(Linear.builder().setUnits(UNITS).build())
        .add(new ParallelBlock(ResidualBlockExample::sum, List.of(Blocks.identityBlock(), change)));
  }

  private static NDList sum(List<NDList> branches) {
    NDArray past = branches.get(0).singletonOrThrow();
    return new NDList(past.add(branches.get(1).singletonOrThrow()));
  }
}
