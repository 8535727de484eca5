package dev.lethe.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {

  private static final long SEED = 42;

  @Test
  void shouldReportSettingWhenPortIsInUse() throws IOException {
    // Given
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      Ports ports = new Ports("localhost", new Random(SEED));
      int port = other.getLocalPort();

      // When // Then
      assertThatExceptionOfType(StackException.class)
          .isThrownBy(() -> ports.resolve("registry.port", port, Set.of()))
          .withMessageStartingWith("registry.port: got %d, in use by another process", port);
    }
  }

  @Test
  void shouldKeepPortWhenItIsFree() throws IOException {
    // Given
    int free;
    try (ServerSocket other = new ServerSocket(0)) {
      free = other.getLocalPort();
    }

    // When
    int port = new Ports("localhost", new Random(SEED)).resolve("broker.port", free, Set.of());

    // Then
    assertThat(port).isEqualTo(free);
  }

  @Test
  void shouldChooseAnotherPortWhenTheFirstIsReservedOrInUse() throws IOException {
    // Given
    int first = new Ports("localhost", new Random(SEED)).resolve("broker.port", 0, Set.of());
    int second = new Ports("localhost", new Random(SEED)).resolve("broker.port", 0, Set.of(first));

    // When
    int third;
    try (ServerSocket other = new ServerSocket(second, 1, InetAddress.getByName("localhost"))) {
      assertThat(other.isBound()).isTrue();
      third = new Ports("localhost", new Random(SEED)).resolve("broker.port", 0, Set.of(first));
    }

    // Then
    assertThat(Set.of(first, second)).hasSize(2).doesNotContain(third);
    assertThat(third).isBetween(20_000, 32_767);
  }

  @Test
  void shouldReportHostWhenItIsNotThisMachine() {
    // Given an address reserved for documentation
    Ports ports = new Ports("192.0.2.1", new Random(SEED));

    // When // Then
    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> ports.resolve("broker.port", 9092, Set.of()))
        .withMessage("bind.host: got 192.0.2.1, expected a name or address of this machine");
  }
}
