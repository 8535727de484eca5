package dev.lethe.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> NAMES = List.of("split", "permuted", "rotated", "as-is");

  @ParameterizedTest
  @CsvSource({"splt,split", "permutated,permuted", "rotate,rotated", "asis,as-is", "'',split"})
  void shouldGuessTheNameThatTakesFewestEdits(String seen, String wanted) {
    assertThat(NearestName.of(seen, NAMES)).isEqualTo(wanted);
  }

  @Test
  void shouldSayKeySeenAndWantedWhenRefusing() {
    assertThat(NearestName.refuse("scenario", "splt", NAMES))
        .hasMessage(
            "scenario: seen 'splt', wanted one of split, permuted, rotated, as-is; nearest is 'split'");
  }

  @Test
  void shouldRefuseToGuessAmongNoNames() {
    assertThatThrownBy(() -> NearestName.of("x", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("names: seen none, wanted 1 or more");
  }
}
