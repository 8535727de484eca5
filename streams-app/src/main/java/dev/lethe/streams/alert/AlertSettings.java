package dev.lethe.streams.alert;

import java.util.List;

/**
 * Alerts of an installation.
 *
 * @param rules rules to evaluate; empty for no alerts
 * @param webhooks receivers of the alerts
 */
public record AlertSettings(List<AlertRule> rules, List<Webhook> webhooks) {
  public AlertSettings {
    rules = List.copyOf(rules);
    webhooks = List.copyOf(webhooks);
  }

  /** Returns settings without rules and webhooks. */
  public static AlertSettings none() {
    return new AlertSettings(List.of(), List.of());
  }
}
