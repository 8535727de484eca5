package dev.lethe.learner.model.custom;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;

/** Block with batch normalisation, which is rejected. */
public final class BatchNormBlock implements BlockFactory {
  @Override
  public String name() {
    return "batch-norm";
  }

  @Override
  public Block create(int features) {
    return new SequentialBlock()
        .add(Linear.builder().setUnits(4).build())
        .add(BatchNorm.builder().build());
  }
}
