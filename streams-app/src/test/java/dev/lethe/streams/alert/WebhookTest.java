package dev.lethe.streams.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
  @TempDir private Path directory;

  @Test
  void shouldShowTheHostOnly() {
    // Given
    var webhook =
        Webhook.of("https://u:p@example.org/secret?token=x", Map.of("Authorization", "y"));

    // When, Then
    assertThat(webhook.toString()).isEqualTo("example.org");
    assertThat(webhook.id()).matches("[0-9a-f]{8}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://secret.org/", "https:///secret", "secret path", "secret"})
  void shouldRefuseWhatIsNoAddressWithoutRepeatingIt(String address) {
    assertThatThrownBy(() -> Webhook.of(address, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("alert.webhooks: got ")
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @Test
  void shouldReadHeadersFromAFile() throws Exception {
    // Given
    Path file = Files.writeString(directory.resolve("h.properties"), "Authorization=Bearer x\n");

    // When, Then
    assertThat(Webhook.headers(file)).containsExactly(Map.entry("Authorization", "Bearer x"));
    assertThatThrownBy(() -> Webhook.headers(directory.resolve("missing")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("alert.webhook.headers: got");
  }

  @ParameterizedTest
  @CsvSource({"Host, example.org", "Content-Length, 3", "Bad Name, x"})
  void shouldRefuseHeadersThatNoRequestCanHave(String name, String value) {
    assertThatThrownBy(() -> Webhook.of("https://example.org/alerts", Map.of(name, value)))
        .hasMessage(
            "alert.webhook.headers: got '%s', expected a header that HTTP lets a client set, with a value of one line",
            name);
  }
}
