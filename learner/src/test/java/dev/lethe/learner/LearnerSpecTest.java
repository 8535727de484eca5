package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.evaluation.HoldoutRule;
import org.junit.jupiter.api.Test;

class LearnerSpecTest {
  @Test
  void shouldBuildWithTheDocumentedDefaults() {
    // When
    LearnerSpec spec = LearnerSpec.builder(8, 4).build();

    // Then
    assertThat(spec.method()).hasToString("er(batch=32,memory=500,mix=concat)+cbrs+sgd(lr=0.1)");
    assertThat(spec.model()).hasToString("mlp(bias=true,hidden=100:100,init=xavier)");
    assertThat(spec.windows()).hasToString("field");
    assertThat(spec.holdout()).isEqualTo(HoldoutRule.DEFAULT);
    assertThat(spec.features()).isEqualTo(8);
    assertThat(spec.classes()).isEqualTo(4);
    assertThat(spec.batchSize()).isEqualTo(10);
    assertThat(spec.evaluateEvery()).isZero();
    assertThat(spec.healthEvery()).isEqualTo(50);
    assertThat(spec.seed()).isEqualTo(1);
  }

  @Test
  void shouldCopyEveryComponentToItsBuilder() {
    // Given: no component with its default
    LearnerSpec spec =
        LearnerSpec.builder(8, 4)
            .method("ewc+adam")
            .model("mlp(hidden=3)")
            .windows("drift(detector=ddm,on=loss,min=7)")
            .holdout(new HoldoutRule(0.25, 3, 2))
            .batchSize(5)
            .evaluateEvery(6)
            .healthEvery(7)
            .seed(8)
            .build();

    // When, Then
    assertThat(spec.toBuilder().build()).isEqualTo(spec);
  }
}
