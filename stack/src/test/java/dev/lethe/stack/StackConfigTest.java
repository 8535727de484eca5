package dev.lethe.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackConfigTest {

  private static final Path DIRECTORY = Path.of("somewhere");

  @Test
  void shouldConvertRelativeDirectoryToAbsolutePath() {
    // When
    StackConfig config = StackConfig.ephemeral(Path.of("a/../somewhere"));

    // Then
    assertThat(config.directory()).isEqualTo(DIRECTORY.toAbsolutePath());
    assertThat(config)
        .extracting(StackConfig::brokerPort, StackConfig::registryPort, StackConfig::bindHost)
        .containsExactly(0, 0, "localhost");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void shouldReportSettingWhenPortIsOutOfRange(int port) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StackConfig(DIRECTORY, port, 0, "localhost"))
        .withMessage("broker.port: got %d, expected 1 to 65535, or 0 for a free port", port);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StackConfig(DIRECTORY, 0, port, "localhost"))
        .withMessage("registry.port: got %d, expected 1 to 65535, or 0 for a free port", port);
  }

  @Test
  void shouldRejectEqualPorts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StackConfig(DIRECTORY, 9092, 9092, "localhost"))
        .withMessage("registry.port: got 9092, expected another port than broker.port");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "", "a b", "::1", "host:9092", "-h"})
  void shouldRejectHostThatClientsCannotConnectTo(String host) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StackConfig(DIRECTORY, 0, 0, host))
        .withMessageStartingWith("bind.host: got '%s', expected", host);
  }
}
