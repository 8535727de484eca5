package dev.lethe.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "E: label: got 17, expected 0 to 9 | E: label: got …, expected 0 to 9",
        "E: label: got -3, expected 0 to 9 | E: label: got …, expected 0 to 9",
        "E: task: got 'a, b', expected text | E: task: got …, expected text",
        "E: t: got 3 bytes that start with 5 | E: t: got … bytes that start with …",
        "UInt8Exception: no value | UInt8Exception: no value"
      })
  void shouldLeaveOutTheRejectedValue(String error, String reason) {
    assertThat(Reason.shorten(error)).isEqualTo(reason);
  }

  @Test
  void shouldBeOneShortLine() {
    assertThat(Reason.shorten("E: a\r\n\u001b[2J" + "x".repeat(500)))
        .startsWith("E: a [")
        .hasSize(121)
        .endsWith("x…");
  }
}
