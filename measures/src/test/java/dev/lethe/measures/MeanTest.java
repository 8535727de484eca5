package dev.lethe.measures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MeanTest {
  @Test
  void shouldSkipNaN() {
    // Given
    var mean = new Mean();
    assertThat(mean.value()).isNaN();

    // When
    mean.add(1);
    mean.add(Double.NaN);
    mean.add(2);

    // Then
    assertThat(mean.value()).isEqualTo(1.5);
  }

  @Test
  void shouldContinueWhenWrittenAndReadAgain() throws IOException {
    // Given
    var mean = new Mean();
    mean.add(.1);
    mean.add(.2);

    // When
    Mean read = SavedState.copy(mean::writeTo, Mean::readFrom);
    read.add(.3);
    mean.add(.3);

    // Then
    assertThat(read.value()).isEqualTo(mean.value());
  }
}
