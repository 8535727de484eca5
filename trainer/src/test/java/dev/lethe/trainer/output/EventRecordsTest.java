package dev.lethe.trainer.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.measures.HoldoutHits;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventRecordsTest {
  private final EventRecords records = new EventRecords("run");

  @Test
  void shouldPublishHitsWithTheirHoldout() {
    // When
    var published = records.evaluation(evaluation(List.of(result(9)))).getResults().get(0);

    // Then: only example 1 is a hit
    assertThat(published.getHoldout()).isEqualTo(5);
    assertThat(published.getHits().array()).containsExactly(2, 0);
  }

  @Test
  void shouldPublishOnlyCountsOfVeryLargeEvaluations() {
    // Given
    var half = result(EventRecords.MAX_HITS / 2);

    // When
    var within = records.evaluation(evaluation(List.of(half, half))).getResults();
    var above = records.evaluation(evaluation(List.of(half, half, result(2)))).getResults();

    // Then
    assertThat(within).allSatisfy(result -> assertThat(result.getHits()).isNotNull());
    assertThat(above)
        .allSatisfy(
            result -> {
              assertThat(result.getCorrect()).isEqualTo(1);
              assertThat(result.getHits()).isNull();
              assertThat(result.getHoldout()).isNull();
            });
  }

  private static HoldoutResult result(int examples) {
    var bits = new BitSet();
    bits.set(1);
    return new HoldoutResult(0, null, examples, 1, 1, 0, new HoldoutHits(5, examples, bits));
  }

  private static Evaluation evaluation(List<HoldoutResult> results) {
    return new Evaluation(Evaluation.Kind.PERIODIC, 0, 1, 1, 0, results);
  }
}
