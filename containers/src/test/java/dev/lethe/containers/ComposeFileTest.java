package dev.lethe.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ComposeFileTest {
  @Test
  void shouldReadTheImageOfEachService() {
    // When, Then
    assertThat(ComposeFile.image("kafka")).matches("apache/kafka:[0-9.]+");
    assertThat(ComposeFile.image("registry")).matches("apicurio/apicurio-registry-mem:\\S+");
    // after lines that are no image
    assertThat(ComposeFile.image("prometheus")).startsWith("prom/prometheus:");
  }

  @Test
  void shouldRefuseAServiceWithoutImage() {
    // When, Then
    assertThatThrownBy(() -> ComposeFile.image("none"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("got no image of service none");
  }
}
