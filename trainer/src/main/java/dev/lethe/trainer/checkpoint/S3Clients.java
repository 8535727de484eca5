package dev.lethe.trainer.checkpoint;

import dev.lethe.common.text.Suggestions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Creates clients of S3-compatible stores. Credentials come from the SDK's default chain. */
final class S3Clients {
  /** Setting with the address of a store that is not Amazon's. */
  static final String ENDPOINT = "s3.endpoint";

  /** Setting with the region; by default the SDK's own, or us-east-1 with an endpoint. */
  static final String REGION = "s3.region";

  /** Setting that puts the bucket into the path of a URL; by default true with an endpoint. */
  static final String PATH_STYLE = "s3.path.style";

  private static final List<String> KEYS = List.of(ENDPOINT, REGION, PATH_STYLE);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private S3Clients() {}

  /**
   * Creates a client. Connects to nothing yet.
   *
   * @throws IllegalArgumentException if a setting is unknown or invalid, or there is no region
   */
  static S3Client create(Map<String, String> settings) {
    requireKnown(settings);
    String endpoint = settings.get(ENDPOINT);
    String region = settings.getOrDefault(REGION, endpoint == null ? null : "us-east-1");
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(TIMEOUT).socketTimeout(TIMEOUT))
            // The file has its own checksums, and many compatible stores do not know Amazon's.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .forcePathStyle(pathStyle(settings, endpoint != null));
    if (endpoint != null) {
      builder.endpointOverride(uri(endpoint));
    }
    if (region != null) {
      builder.region(Region.of(region));
    }
    try {
      return builder.build();
    } catch (SdkClientException e) {
      throw new IllegalArgumentException(
          "%s: got nothing, expected a region (%s)".formatted(REGION, e.getMessage()), e);
    }
  }

  private static void requireKnown(Map<String, String> settings) {
    for (String key : settings.keySet()) {
      if (!KEYS.contains(key)) {
        throw Suggestions.unknown("setting of checkpoints", key, KEYS);
      }
    }
  }

  private static URI uri(String endpoint) {
    if (!endpoint.matches("https?://[^/?#]+/?")) {
      throw new IllegalArgumentException(
          "%s: got '%s', expected an address such as https://s3.example.org"
              .formatted(ENDPOINT, endpoint));
    }
    return URI.create(endpoint);
  }

  private static boolean pathStyle(Map<String, String> settings, boolean byDefault) {
    String text = settings.getOrDefault(PATH_STYLE, Boolean.toString(byDefault));
    if (!List.of("true", "false").contains(text)) {
      throw new IllegalArgumentException(
          "%s: got '%s', expected true or false".formatted(PATH_STYLE, text));
    }
    return text.equals("true");
  }
}
