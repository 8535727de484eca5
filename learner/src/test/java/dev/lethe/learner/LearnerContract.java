package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.TorchEngine;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.learner.stream.Prediction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Contract of every learner, for all models and methods. */
public final class LearnerContract {
  private LearnerContract() {}

  /**
   * Asserts that a learner restored from saved state continues bit for bit.
   *
   * @param middle number of examples before the state is saved
   */
  public static void assertContinuesBitForBit(LearnerSpec spec, List<Example> stream, int middle) {
    // Given
    List<Float> straight = new ArrayList<>();
    var state = new ByteArrayOutputStream();
    byte[] expected;
    try (Learner learner = new Learner(spec, confidences(straight))) {
      stream.subList(0, middle).forEach(learner::accept);
      learner.save(state);
      assertThat(learner.stateSize()).isEqualTo(state.size());
      straight.clear();
      stream.subList(middle, stream.size()).forEach(learner::accept);
      expected = learner.digest();
    }

    // When
    List<Float> resumed = new ArrayList<>();
    byte[] digest;
    try (Learner learner = new Learner(spec, confidences(resumed))) {
      learner.restore(new ByteArrayInputStream(state.toByteArray()));
      stream.subList(middle, stream.size()).forEach(learner::accept);
      digest = learner.digest();
    }

    // Then
    assertThat(digest).isEqualTo(expected);
    assertThat(resumed).isEqualTo(straight).isNotEmpty();
  }

  private static LearnerListener confidences(List<Float> all) {
    return new LearnerListener() {
      @Override
      public void predicted(Example example, Prediction prediction) {
        all.add(prediction.confidence());
      }
    };
  }

  /** Returns the number of open arrays in the whole process. */
  public static int openArrays() {
    try (NDManager manager = TorchEngine.newManager()) {
      return manager.getParentManager().getManagedArrays().size();
    }
  }
}
