package dev.lethe.learner.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StateDigestTest {
  @Test
  void shouldTellWhereOneValueEndsAndTheNextBegins() {
    // When, Then
    assertThat(new StateDigest().add("ab").add("c").value())
        .isNotEqualTo(new StateDigest().add("a").add("bc").value());
    assertThat(new StateDigest().add((String) null).value())
        .isNotEqualTo(new StateDigest().add("").value());
  }

  @Test
  void shouldTakeFloatsByTheirBits() {
    // When, Then
    assertThat(new StateDigest().add(new float[] {0f}, 1).value())
        .isNotEqualTo(new StateDigest().add(new float[] {-0f}, 1).value());
  }

  @Test
  void shouldTakeTheLastOfManyFloats() {
    // Given
    float[] many = new float[200_000];
    float[] others = Arrays.copyOf(many, many.length);
    others[others.length - 1] = 1;

    // When, Then
    assertThat(new StateDigest().add(many, many.length).value())
        .isNotEqualTo(new StateDigest().add(others, others.length).value());
    assertThat(new StateDigest().add(many, many.length - 1).value())
        .isEqualTo(new StateDigest().add(others, others.length - 1).value());
  }
}
