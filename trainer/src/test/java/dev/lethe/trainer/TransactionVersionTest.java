package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransactionVersionTest {
  @Test
  void shouldWarnBelowVersionTwo() {
    assertThat(TransactionVersion.warning(1, "host:9092"))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("transaction.version: got 1, expected 2")
                    .contains("--bootstrap-server host:9092 upgrade"));
    assertThat(TransactionVersion.warning(2, "host:9092")).isEmpty();
  }
}
