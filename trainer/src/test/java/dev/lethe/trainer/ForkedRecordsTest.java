package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.schemas.Outcomes;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ForkedRecordsTest {
  @Test
  void shouldCutOutcomesAfterTheExamplesOfTheParent() {
    // Given
    Predicate<Outcomes> first = ForkedRecords.first(4);
    // When
    List<Outcomes> copied =
        Stream.of(outcomes(1, 2, 3), outcomes(4, 5), outcomes(6)).filter(first).toList();
    // Then
    assertThat(copied).containsExactly(outcomes(1, 2, 3), outcomes(4));
  }

  private static Outcomes outcomes(Integer... classes) {
    return new Outcomes("run", 0, Instant.EPOCH, 0L, List.of(classes), List.of(classes));
  }
}
