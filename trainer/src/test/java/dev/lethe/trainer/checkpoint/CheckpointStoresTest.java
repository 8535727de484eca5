package dev.lethe.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointStoresTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3:// | checkpoints: got 's3://', expected s3://bucket or s3://bucket/prefix",
        "s3://A_B/x | checkpoints: got 's3://A_B/x'",
        "s3:bucket | checkpoints: got 's3:bucket'",
        "' ' | checkpoints: got ' ', expected a directory or s3://bucket/prefix"
      })
  void shouldRefuseALocationThatIsNone(String location, String message) {
    assertThatThrownBy(() -> CheckpointStores.open(location, Map.of("s3.region", "eu-west-1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3.endpint | http://h | did you mean 's3.endpoint'?",
        "s3.endpoint | h:9000 | s3.endpoint: got 'h:9000', expected an address such as https://",
        "s3.endpoint | http://h/path | s3.endpoint: got 'http://h/path'",
        "s3.path.style | yes | s3.path.style: got 'yes', expected true or false"
      })
  void shouldRefuseASettingThatIsNone(String key, String value, String message) {
    assertThatThrownBy(() -> CheckpointStores.open("s3://bucket", Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldPutTheKeysBelowThePrefix() {
    assertThat(S3Location.parse("s3://b.c-1")).isEqualTo(new S3Location("b.c-1", ""));
    assertThat(S3Location.parse("s3://bucket/")).isEqualTo(new S3Location("bucket", ""));
    assertThat(S3Location.parse("s3://bucket//a/b//").directory("Run")).isEqualTo("a/b/_run/");
  }
}
