package dev.lethe.common.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
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
    assertThat(ShellWords.split("x " + quoted + "  y")).containsExactly("x", word, "y");
  }

  @Test
  void shouldSplitTextIntoWords() {
    assertThat(ShellWords.split(" --data-dir \"a b\" --columns='x,\"y\"' --path=a\\ b\t"))
        .containsExactly("--data-dir", "a b", "--columns=x,\"y\"", "--path=a b");
    assertThat(ShellWords.split(" ")).isEmpty();
  }

  @Test
  void shouldRefuseAQuoteWithoutEnd() {
    assertThatThrownBy(() -> ShellWords.split("--data-dir 'a b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected each quote twice");
  }
}
