package dev.lethe.learner.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyTest {
  private static final PartKind LEAF = PartKind.of("leaf");

  private enum Origin {
    ASSAM,
    CEYLON_HIGH
  }

  private final Vocabulary vocabulary =
      new Vocabulary(
          "brew",
          List.of(
              new PartDefinition(
                  "tea",
                  LEAF,
                  "Brews leaves.",
                  "",
                  List.of(
                      new Key("minutes", new Domain.Whole(1, 10), "3"),
                      new Key("grams", new Domain.Real(0, false, 1, true), "0.5"),
                      new Key("cups", new Domain.Sizes(3, 9), "0"),
                      Key.choice("from", Origin.ASSAM),
                      Key.flag("hot", true))),
              new PartDefinition("coffee", LEAF, "Brews beans.", "", List.of()),
              new PartDefinition("milk", PartKind.of("addition"), "Adds milk.", "", List.of())));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tea | tea(cups=0,from=assam,grams=0.5,hot=true,minutes=3)",
        "tea() | tea(cups=0,from=assam,grams=0.5,hot=true,minutes=3)",
        "milk+coffee | coffee+milk",
        "' tea ( minutes = 07 , grams=1e-5 ) + milk ' "
            + "| tea(cups=0,from=assam,grams=1e-5,hot=true,minutes=7)+milk",
        "tea(grams=.25,cups=) | tea(cups=0,from=assam,grams=0.25,hot=true,minutes=3)",
        "tea(grams=1.0e0,cups=2: 09) | tea(cups=2:9,from=assam,grams=1,hot=true,minutes=3)"
      })
  void shouldPrintOneFormForExpressionsWithTheSameMeaning(String text, String canonical) {
    // When
    List<Part> parts = vocabulary.parse(text);

    // Then
    assertThat(parts).map(Part::toString).containsExactly(canonical.split("\\+"));
    assertThat(vocabulary.parse(canonical)).isEqualTo(parts);
  }

  @Test
  void shouldReturnTypedValues() {
    // When
    Part tea =
        vocabulary.parse("tea(minutes=4,grams=0.125,cups=2:3,from=ceylon-high,hot=false)").get(0);

    // Then
    assertThat(tea.whole("minutes")).isEqualTo(4);
    assertThat(tea.real("grams")).isEqualTo(0.125);
    assertThat(tea.sizes("cups")).containsExactly(2, 3);
    assertThat(tea.choice("from", Origin.class)).isEqualTo(Origin.CEYLON_HIGH);
    assertThat(tea.flag("hot")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tee | brew: got 'tee', expected one of tea, coffee, milk; did you mean 'tea'?",
        "COFFE | brew: got 'COFFE', expected one of tea, coffee, milk; did you mean 'coffee'?",
        "coff | brew: got 'coff', expected one of tea, coffee, milk; did you mean 'coffee'?",
        "tex(cups=1) | brew: got 'tex', expected one of tea, coffee, milk; did you mean 'tea'?",
        "lemon | brew: got 'lemon', expected one of tea, coffee, milk",
        "tea(m=3) | tea: got 'm', expected one of cups, from, grams, hot, minutes; did you mean"
            + " 'minutes'?",
        "tea(minute=3) | tea: got 'minute', expected one of cups, from, grams, hot, minutes; did you mean"
            + " 'minutes'?",
        "coffee(cups=1) | coffee: got key 'cups', expected no key",
        "tea(minutes=0) | tea.minutes: got '0', expected a whole number in [1, 10]",
        "tea(minutes=3.5) | tea.minutes: got '3.5', expected a whole number in [1, 10]",
        "tea(grams=0) | tea.grams: got '0', expected a number in (0, 1]",
        "tea(grams=NaN) | tea.grams: got 'NaN', expected a number in (0, 1]",
        "tea(grams=0x1p-2) | tea.grams: got '0x1p-2', expected a number in (0, 1]",
        "tea(grams=1e999) | tea.grams: got '1e999', expected a number in (0, 1]",
        "tea(grams=) | tea.grams: got '', expected a number in (0, 1]",
        "tea(cups=1:0) | tea.cups: got '1:0', expected 0 (none) or at most 3 sizes in [1, 9]"
            + " separated by colons, such as 100:100",
        "tea(cups=1:1:1:1) | tea.cups: got '1:1:1:1', expected 0 (none) or at most 3 sizes in [1, 9]"
            + " separated by colons, such as 100:100",
        "tea(from=peru) | tea.from: got 'peru', expected one of assam, ceylon-high",
        "tea(hot=no) | tea.hot: got 'no', expected one of true, false",
        "tea+coffee | brew: got 'tea' and 'coffee', expected at most one leaf",
        "tea(minutes=1,minutes=2) | brew: got 'minutes' twice in 'tea(minutes=1,minutes=2)', expected"
            + " it once",
        "'' | brew: got '', expected a name at character 1",
        "tea+ | brew: got 'tea+', expected a name at character 5",
        "tea(minutes=1 | brew: got 'tea(minutes=1', expected ',' or ')' at character 14",
        "tea(minutes) | brew: got 'tea(minutes)', expected '=' at character 12",
        "tea milk | brew: got 'tea milk', expected '+' or the end at character 5",
        "tea) | brew: got 'tea)', expected '+' or the end at character 4"
      })
  void shouldReportKeyValueAndExpectationWhenExpressionIsInvalid(String text, String message) {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vocabulary.parse(text))
        .withMessage(message);
  }

  @Test
  void shouldRejectDefaultOutsideItsDomain() {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Key("minutes", new Domain.Whole(1, 10), "0"))
        .withMessage("minutes: got default '0', expected a whole number in [1, 10]");
  }
}
