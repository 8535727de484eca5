package dev.lethe.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "naive+cbrs | naive+cbrs",
        "er(memory=5) | 'er(memory=5)'",
        "a b | 'a b'",
        "it's | 'it'\\''s'",
        "User:x | User:x",
        "p* | 'p*'"
      })
  void shouldQuoteOnlyWhatAShellWouldChange(String word, String quoted) {
    assertThat(ShellWords.quote(word)).isEqualTo(quoted);
  }
}
