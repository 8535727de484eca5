package dev.lethe.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.learner.scorecard.ReferenceNetworks;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ScorecardOptionsTest {
  @Command
  private static final class Parsed {
    @Mixin private ScorecardOptions options;
  }

  private static Optional<ReferenceNetworks> references(String... arguments) {
    var parsed = new Parsed();
    new CommandLine(parsed).parseArgs(arguments);
    return parsed.options.references();
  }

  @Test
  void shouldShowStabilityByDefault() {
    assertThat(references()).contains(ReferenceNetworks.NONE);
    assertThat(references("--scorecard=Stability")).contains(ReferenceNetworks.NONE);
    assertThat(references("--scorecard", "off")).isEmpty();
    assertThat(references("--scorecard=full")).contains(ReferenceNetworks.DEFAULT);
    assertThat(references("--scorecard")).contains(ReferenceNetworks.DEFAULT);
  }

  @Test
  void shouldReadBudgets() {
    assertThat(
            references(
                "--scorecard",
                "--scorecard-sample=300",
                "--scorecard-passes=3",
                "--scorecard-holdout=40"))
        .contains(new ReferenceNetworks(true, true, 300, 3, 40));
  }

  @ParameterizedTest
  @CsvSource({
    "--scorecard=all, 'scorecard: got ''all'', expected off, stability or full'",
    "--scorecard-sample=0, 'scorecard.sample: got ''0'', expected 1 to 20000'",
    "--scorecard-passes=21, 'scorecard.passes: got ''21'', expected 1 to 20'",
    "--scorecard-holdout=-1, 'scorecard.holdout: got ''-1'', expected 1 to 10000'"
  })
  void shouldRejectInvalidValues(String argument, String message) {
    assertThatThrownBy(() -> references(argument))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
