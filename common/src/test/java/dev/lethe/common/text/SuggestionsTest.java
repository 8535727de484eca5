package dev.lethe.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
  private static final List<String> NAMES = List.of("split", "permuted", "rotated", "as-is");

  @ParameterizedTest
  @CsvSource({"splt,split", "psilt,", "permutated,permuted", "rot,rotated", "asis,as-is", "x,"})
  void shouldGuessWhatWasCutShortOrTakesFewEditsAndNothingElse(String got, String expected) {
    // When, Then
    assertThat(Suggestions.closest(got, NAMES))
        .isEqualTo(expected == null ? List.of() : List.of(expected));
  }

  @Test
  void shouldNameAllThatAreAsNear() {
    // When, Then
    assertThat(Suggestions.closest("derp", List.of("der", "derpp", "er", "er-ace")))
        .containsExactly("derpp", "der");
  }

  @Test
  void shouldSayKeySeenAndWantedWhenRefusing() {
    // When, Then
    assertThat(Suggestions.unknown("scenario", "splt", NAMES))
        .hasMessage(
            "scenario: got 'splt', expected one of split, permuted, rotated, as-is;"
                + " did you mean 'split'?");
    assertThat(Suggestions.unknown("scenario", "x", List.of("split")))
        .hasMessage("scenario: got 'x', expected split");
  }

  @Test
  void shouldSuggestBeforeALongListOfNames() {
    // Given
    List<String> names = new ArrayList<>(Collections.nCopies(30, "part"));
    names.add("ewc");
    // When, Then
    assertThat(Suggestions.unknown("part", "ewcc", names))
        .hasMessageStartingWith("part: got 'ewcc'; did you mean 'ewc'? Expected one of part, part");
    assertThat(Suggestions.unknown("part", "xyzzy", names))
        .hasMessageStartingWith("part: got 'xyzzy', expected one of part, part");
  }
}
