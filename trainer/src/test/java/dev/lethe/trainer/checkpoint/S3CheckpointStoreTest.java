package dev.lethe.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Runs against a real server that speaks S3. */
class S3CheckpointStoreTest extends StoreContract {
  private static S3Proxy server;

  private final String bucket = "lethe-" + UUID.randomUUID();
  private S3Client client;
  private CheckpointStore store;

  @BeforeAll
  static void startServer() throws Exception {
    server =
        S3Proxy.builder()
            .blobStore(new TransientNio2BlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, "id", "secret")
            .build();
    server.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.stop();
  }

  @BeforeEach
  void createBucket() {
    client =
        S3Client.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getPort()))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
            .forcePathStyle(true)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    client.createBucket(create -> create.bucket(bucket));
    store = store(Clock.systemUTC());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  CheckpointStore store() {
    return store;
  }

  private CheckpointStore store(Clock clock) {
    return new S3CheckpointStore(
        client, S3Location.parse("s3://" + bucket + "/check points/"), clock);
  }

  @Test
  void shouldKeepManifestBesideContent() throws IOException {
    // When
    write("Run", 7, "state");

    // Then
    assertThat(keys())
        .satisfiesExactly(
            key -> assertThat(key).matches("check points/_run/0{17}7-[0-9a-f-]{36}\\.lethe"),
            key -> assertThat(key).matches("check points/_run/0{17}7\\.json"));
    assertThat(store.location(new CheckpointName("Run", 7)))
        .isEqualTo("s3://" + bucket + "/check points/_run/000000000000000007.json");
  }

  @Test
  void shouldKeepLargeContent() throws IOException {
    // Given
    byte[] state = new byte[20_000_000];
    new Random(1).nextBytes(state);
    CheckpointName name = new CheckpointName("r", 1);

    // When
    store.write(name, out -> out.write(state));

    // Then
    try (var in = store.open(name)) {
      assertThat(in.readNBytes(4)).isEqualTo(Arrays.copyOf(state, 4));
    }
    try (var in = store.open(name)) {
      assertThat(in.readAllBytes()).isEqualTo(state);
    }
  }

  @Test
  void shouldLetTheFirstOfTwoWritersWin() throws IOException {
    // Given
    CheckpointName name = new CheckpointName("r", 1);

    // When, Then
    assertThatThrownBy(
            () ->
                store.write(
                    name,
                    out -> {
                      write("r", 1, "other writer");
                      out.write(1);
                    }))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(read("r", 1)).isEqualTo("other writer");
    assertThat(keys()).hasSize(2);
  }

  @Test
  void shouldIgnoreContentWithoutManifestAndRemoveItAfterADay() throws IOException {
    // Given
    write("r", 1, "state");
    String orphan = "check points/r/000000000000000002-" + UUID.randomUUID() + ".lethe";
    put(orphan, "half");

    // When, Then
    assertThat(store.list("r")).containsExactly(new CheckpointName("r", 1));
    write("r", 3, "state");
    assertThat(keys()).contains(orphan);
    try (var tomorrow = store(Clock.offset(Clock.systemUTC(), Duration.ofHours(25)))) {
      tomorrow.write(new CheckpointName("r", 4), out -> out.write(1));
      assertThat(keys()).doesNotContain(orphan).hasSize(6);
      assertThat(read("r", 1)).isEqualTo("state");
    }
  }

  @Test
  void shouldRefuseDamagedManifests() throws IOException {
    // Given
    CheckpointName name = new CheckpointName("r", 1);
    String key = "check points/r/000000000000000001.json";

    // When, Then
    put(key, "{");
    assertThatThrownBy(() -> store.open(name)).isInstanceOf(CheckpointDamagedException.class);
    put(key, "{\"data\": \"../other/secret\", \"size\": 1}");
    assertThatThrownBy(() -> store.open(name))
        .isInstanceOf(CheckpointDamagedException.class)
        .hasMessageContaining("got '../other/secret', expected the name of a data object");
    put(key, "x".repeat(5000));
    assertThatThrownBy(() -> store.open(name)).isInstanceOf(CheckpointDamagedException.class);
    assertThat(store.delete(name)).isTrue();
    assertThat(keys()).isEmpty();
  }

  @Test
  void shouldRefuseContentThatIsGoneOrHasAnotherSize() throws IOException {
    // Given
    write("r", 1, "state");
    CheckpointName name = new CheckpointName("r", 1);
    String data = keys().get(0);

    // When, Then
    put(data, "longer state");
    assertThatThrownBy(() -> store.open(name))
        .isInstanceOf(CheckpointDamagedException.class)
        .hasMessageContaining("got '12', expected 5 bytes");
    client.deleteObject(delete -> delete.bucket(bucket).key(data));
    assertThatThrownBy(() -> store.open(name)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void shouldNameTheBucketIfItIsMissing() {
    // Given
    var missing =
        new S3CheckpointStore(client, S3Location.parse("s3://no-such-bucket"), Clock.systemUTC());

    // When, Then
    assertThatThrownBy(() -> missing.list("r"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("s3://no-such-bucket/r/: got '");
  }

  @Test
  void shouldOpenWithSettingsAndTheDefaultCredentials() throws IOException {
    // Given
    System.setProperty("aws.accessKeyId", "id");
    System.setProperty("aws.secretAccessKey", "secret");
    try (var opened =
        CheckpointStores.open(
            "s3://" + bucket + "/check points",
            Map.of("s3.endpoint", "http://127.0.0.1:" + server.getPort()))) {
      // When
      opened.write(new CheckpointName("r", 1), out -> out.write(7));

      // Then
      assertThat(store.list("r")).isEqualTo(opened.list("r")).hasSize(1);
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }

  private void put(String key, String content) {
    client.putObject(
        put -> put.bucket(bucket).key(key),
        RequestBody.fromBytes(content.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> keys() {
    return client.listObjectsV2(list -> list.bucket(bucket)).contents().stream()
        .map(S3Object::key)
        .toList();
  }
}
