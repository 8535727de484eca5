package dev.lethe.cli.options;

import dev.lethe.streams.alert.AlertRules;
import dev.lethe.streams.alert.AlertSettings;
import dev.lethe.streams.alert.Webhook;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options of the alerts of the streams app. */
public final class AlertOptions {
  @Option(
      names = "--alert-rules",
      paramLabel = "FILE",
      description =
          "File of alert rules, one a line, such as: forgets: forgetting > 0.2 for 10m."
              + " Alerts are on the topic alerts. Default: none.")
  private Path rules;

  @Option(
      names = "--alert-webhooks",
      paramLabel = "URL",
      split = ",",
      description =
          "Addresses that receive each alert as JSON by HTTP POST, at least once, separated by"
              + " commas. Default: none.")
  private List<String> webhooks = List.of();

  @Option(
      names = "--alert-webhook-headers",
      paramLabel = "FILE",
      description =
          "Properties file of HTTP headers for the webhooks, such as Authorization. Default: none.")
  private Path headers;

  /**
   * Returns the rules and webhooks.
   *
   * @throws IllegalArgumentException if a file cannot be read, a rule is invalid, or an address is
   *     none; the message names the line of a rule
   */
  public AlertSettings settings() {
    if (rules == null && !webhooks.isEmpty()) {
      throw new IllegalArgumentException(
          "alert.webhooks: got webhooks without --alert-rules, expected both");
    }
    Map<String, String> further = headers == null ? Map.of() : Webhook.headers(headers);
    return new AlertSettings(
        rules == null ? List.of() : AlertRules.read(rules),
        webhooks.stream().map(address -> Webhook.of(address, further)).toList());
  }
}
