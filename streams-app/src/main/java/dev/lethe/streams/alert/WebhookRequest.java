package dev.lethe.streams.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.schemas.Alert;
import dev.lethe.streams.alert.WebhookSender.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts one alert as JSON. */
final class WebhookRequest {
  private static final Logger LOGGER = LoggerFactory.getLogger(WebhookRequest.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient client;
  private final Webhook webhook;
  private final ObjectMapper mapper = new ObjectMapper();

  WebhookRequest(HttpClient client, Webhook webhook) {
    this.client = client;
    this.webhook = webhook;
  }

  /**
   * Posts an alert. Status 2xx delivers it; 408, 425, 429, 5xx and errors of the network are
   * failures, which a later attempt may cure; the receiver refuses it with any other status.
   */
  Delivery post(Alert alert) {
    var request =
        HttpRequest.newBuilder(webhook.address())
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json(alert)));
    webhook.headers().forEach(request::setHeader);
    try {
      int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
      if (status / 100 == 2) {
        return Delivery.DELIVERED;
      }
      boolean failed = status >= 500 || status == 408 || status == 425 || status == 429;
      LOGGER
          .atWarn()
          .addKeyValue("webhook", webhook)
          .addKeyValue("status", status)
          .addKeyValue("rule", alert.getRule())
          .log(failed ? "webhook failed, retrying" : "webhook refused an alert");
      return failed ? Delivery.FAILED : Delivery.REFUSED;
    } catch (IOException e) {
      // Its message may have the address.
      LOGGER
          .atWarn()
          .addKeyValue("webhook", webhook)
          .addKeyValue("error", e.getClass().getSimpleName())
          .log("webhook failed, retrying");
      return Delivery.FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Delivery.FAILED;
    }
  }

  private String json(Alert alert) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("run", alert.getRun());
    fields.put("rule", alert.getRule());
    fields.put("condition", alert.getCondition());
    fields.put("state", alert.getState().name());
    fields.put("value", alert.getValue());
    fields.put("window", alert.getWindow());
    fields.put("since", alert.getSince().toString());
    fields.put("eventTime", alert.getEventTime().toString());
    try {
      return mapper.writeValueAsString(fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
