package dev.lethe.learner.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyTest {
  private final Vocabulary vocabulary =
      new Vocabulary(
          "brew",
          List.of(
              new PartDefinition(
                  "tea",
                  "leaf",
                  List.of(
                      new Key("minutes", new Domain.Whole(1, 10), "3"),
                      new Key("grams", new Domain.Real(0, false, 1, true), "0.5"),
                      new Key("cups", new Domain.Sizes(3, 9), "0"),
                      new Key("from", new Domain.Choice(List.of("assam", "ceylon")), "assam"))),
              new PartDefinition("coffee", "leaf", List.of()),
              new PartDefinition("milk", "addition", List.of())));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tea | tea(cups=0,from=assam,grams=0.5,minutes=3)",
        "tea() | tea(cups=0,from=assam,grams=0.5,minutes=3)",
        "milk+coffee | coffee+milk",
        "' tea ( minutes = 07 , grams=1e-5 ) + milk ' "
            + "| tea(cups=0,from=assam,grams=1e-5,minutes=7)+milk",
        "tea(grams=.25,cups=) | tea(cups=0,from=assam,grams=0.25,minutes=3)",
        "tea(grams=1.0e0,cups=2: 09) | tea(cups=2:9,from=assam,grams=1,minutes=3)"
      })
  void shouldPrintOneFormWhenExpressionsMeanTheSame(String text, String canonical) {
    // When
    List<Part> parts = vocabulary.parse(text);

    // Then
    assertThat(parts).map(Part::toString).containsExactly(canonical.split("\\+"));
    assertThat(vocabulary.parse(canonical)).isEqualTo(parts);
  }

  @Test
  void shouldGiveTypedValues() {
    // When
    Part tea = vocabulary.parse("tea(minutes=4,grams=0.125,cups=2:3)").get(0);

    // Then
    assertThat(tea.whole("minutes")).isEqualTo(4);
    assertThat(tea.real("grams")).isEqualTo(0.125);
    assertThat(tea.sizes("cups")).containsExactly(2, 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tee | brew: seen 'tee', wanted one of tea, coffee, milk; did you mean 'tea'?",
        "COFFE | brew: seen 'COFFE', wanted one of tea, coffee, milk; did you mean 'coffee'?",
        "coff | brew: seen 'coff', wanted one of tea, coffee, milk; did you mean 'coffee'?",
        "tex(cups=1) | brew: seen 'tex', wanted one of tea, coffee, milk; did you mean 'tea'?",
        "lemon | brew: seen 'lemon', wanted one of tea, coffee, milk",
        "tea(m=3) | tea: seen 'm', wanted one of cups, from, grams, minutes; did you mean"
            + " 'minutes'?",
        "tea(minute=3) | tea: seen 'minute', wanted one of cups, from, grams, minutes; did you mean"
            + " 'minutes'?",
        "coffee(cups=1) | coffee: seen key 'cups', wanted no key",
        "tea(minutes=0) | tea.minutes: seen '0', wanted a whole number in [1, 10]",
        "tea(minutes=3.5) | tea.minutes: seen '3.5', wanted a whole number in [1, 10]",
        "tea(grams=0) | tea.grams: seen '0', wanted a number in (0, 1]",
        "tea(grams=NaN) | tea.grams: seen 'NaN', wanted a number in (0, 1]",
        "tea(grams=0x1p-2) | tea.grams: seen '0x1p-2', wanted a number in (0, 1]",
        "tea(grams=1e999) | tea.grams: seen '1e999', wanted a number in (0, 1]",
        "tea(grams=) | tea.grams: seen '', wanted a number in (0, 1]",
        "tea(cups=1:0) | tea.cups: seen '1:0', wanted 0 (none) or at most 3 sizes in [1, 9]"
            + " separated by colons, such as 100:100",
        "tea(cups=1:1:1:1) | tea.cups: seen '1:1:1:1', wanted 0 (none) or at most 3 sizes in [1, 9]"
            + " separated by colons, such as 100:100",
        "tea(from=peru) | tea.from: seen 'peru', wanted one of assam, ceylon",
        "tea+coffee | brew: seen 'tea' and 'coffee', wanted at most one leaf",
        "tea(minutes=1,minutes=2) | brew: seen 'minutes' twice in 'tea(minutes=1,minutes=2)', wanted"
            + " it once",
        "'' | brew: seen '', wanted a name at character 1",
        "tea+ | brew: seen 'tea+', wanted a name at character 5",
        "tea(minutes=1 | brew: seen 'tea(minutes=1', wanted ',' or ')' at character 14",
        "tea(minutes) | brew: seen 'tea(minutes)', wanted '=' at character 12",
        "tea milk | brew: seen 'tea milk', wanted '+' or the end at character 5",
        "tea) | brew: seen 'tea)', wanted '+' or the end at character 4"
      })
  void shouldSayKeySeenAndWantedWhenExpressionIsWrong(String text, String message) {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vocabulary.parse(text))
        .withMessage(message);
  }

  @Test
  void shouldRefuseDefaultOutsideItsDomain() {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Key("minutes", new Domain.Whole(1, 10), "0"))
        .withMessage("minutes: seen default '0', wanted a whole number in [1, 10]");
  }
}
