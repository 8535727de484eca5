package dev.lethe.trainer;

import dev.lethe.schemas.ClusterAdmin;
import java.util.Optional;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaException;

/**
 * Checks the cluster's {@code transaction.version}. From version 2 on (KIP-890), a delayed request
 * of an earlier transaction cannot become part of the next one. A killed broker can still leave a
 * transaction that hangs open, see {@link HangingTransactions}.
 */
final class TransactionVersion {
  private static final String FEATURE = "transaction.version";
  private static final short EXPECTED = 2;

  private TransactionVersion() {}

  /** Returns a warning if the version is too low or the cluster does not tell it. */
  static Optional<String> warning(ClusterAdmin cluster) {
    try {
      FinalizedVersionRange range =
          cluster
              .await(cluster.admin().describeFeatures().featureMetadata())
              .finalizedFeatures()
              .get(FEATURE);
      return warning(range == null ? 0 : range.maxVersionLevel(), cluster.bootstrapServers());
    } catch (KafkaException e) {
      return Optional.of(
          "%s: the cluster does not tell it, expected %d (%s)"
              .formatted(FEATURE, EXPECTED, e.getMessage()));
    }
  }

  /**
   * Returns a warning if the version is too low.
   *
   * @param version version of the feature, 0 for none
   */
  static Optional<String> warning(int version, String bootstrapServers) {
    return version >= EXPECTED
        ? Optional.empty()
        : Optional.of(
            "%s: got %d, expected %d: a transaction may hang open after a crash and hold back all readers; upgrade with kafka-features.sh --bootstrap-server %s upgrade --feature %s=%d"
                .formatted(FEATURE, version, EXPECTED, bootstrapServers, FEATURE, EXPECTED));
  }
}
