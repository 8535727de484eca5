package dev.lethe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.learner.scorecard.Shadows;
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

  private static Optional<Shadows> shadows(String... arguments) {
    var parsed = new Parsed();
    new CommandLine(parsed).parseArgs(arguments);
    return parsed.options.shadows();
  }

  @Test
  void shouldTellOfStabilityUnlessAsked() {
    assertThat(shadows()).contains(Shadows.NONE);
    assertThat(shadows("--scorecard=Stability")).contains(Shadows.NONE);
    assertThat(shadows("--scorecard", "off")).isEmpty();
    assertThat(shadows("--scorecard=full")).contains(Shadows.DEFAULT);
    assertThat(shadows("--scorecard")).contains(Shadows.DEFAULT);
  }

  @Test
  void shouldTakeBudgets() {
    assertThat(
            shadows(
                "--scorecard",
                "--scorecard-sample=300",
                "--scorecard-passes=3",
                "--scorecard-holdout=40"))
        .contains(new Shadows(true, true, 300, 3, 40));
  }

  @ParameterizedTest
  @CsvSource({
    "--scorecard=all, 'scorecard: got ''all'', expected off, stability or full'",
    "--scorecard-sample=0, 'scorecard.sample: got ''0'', expected 1 to 20000'",
    "--scorecard-passes=21, 'scorecard.passes: got ''21'', expected 1 to 20'",
    "--scorecard-holdout=-1, 'scorecard.holdout: got ''-1'', expected 1 to 10000'"
  })
  void shouldSayWhatIsWantedWhenAValueIsWrong(String argument, String message) {
    assertThatThrownBy(() -> shadows(argument))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
