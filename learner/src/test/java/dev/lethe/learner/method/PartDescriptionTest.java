package dev.lethe.learner.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.drift.Detectors;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.expression.Vocabulary;
import dev.lethe.learner.model.Models;
import dev.lethe.learner.window.WindowRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Descriptions of the parts, which {@code ./lethe parts} prints. */
class PartDescriptionTest {
  /** Baselines, standard layers and rules that come from no one paper. */
  private static final Set<String> WITHOUT_PAPER =
      Set.of(
          "naive",
          "joint",
          "from-scratch",
          "keyed",
          "fifo",
          "l2",
          "network-reset",
          "head-reset",
          "linear",
          "tanh",
          "mlp",
          "block",
          "script",
          "field",
          "count",
          "time",
          "drift");

  static Stream<PartDefinition> parts() {
    return Stream.of(
            MethodParts.VOCABULARY, Models.VOCABULARY, WindowRule.VOCABULARY, Detectors.VOCABULARY)
        .map(Vocabulary::definitions)
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("parts")
  void shouldNameThePaperWithItsYear(PartDefinition part) {
    if (WITHOUT_PAPER.contains(part.name())) {
      assertThat(part.paper()).isEmpty();
    } else {
      assertThat(part.paper()).matches("[A-Z].+, .+ ?(19|20)[0-9]{2}");
    }
  }

  @ParameterizedTest
  @MethodSource("parts")
  void shouldHaveASummaryThatNoOtherPartHas(PartDefinition part) {
    assertThat(parts().filter(other -> other.summary().equals(part.summary()))).hasSize(1);
  }
}
