package dev.lethe.learner.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SafetensorsTest {
  private static NamedArray floats(String name, List<Long> shape, float... values) {
    return new NamedArray(name, shape, new Elements.Floats(values));
  }

  private static byte[] write(SortedMap<String, String> metadata, NamedArray... arrays)
      throws IOException {
    var out = new ByteArrayOutputStream();
    Safetensors.write(List.of(arrays), metadata, out);
    return out.toByteArray();
  }

  @Test
  void shouldWriteLengthHeaderAndDataByteForByte() throws Exception {
    // When
    byte[] file = write(new TreeMap<>(), floats("0.weight", List.of(1L, 2L), 1f, -2.5f));

    // Then
    String header =
        "{\"__metadata__\":{},\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}";
    assertThat(file[0] & 0xff).isEqualTo(88).isGreaterThanOrEqualTo(header.length());
    assertThat(Arrays.copyOfRange(file, 1, 8)).containsOnly(0);
    assertThat(new String(file, 8, 88, UTF_8).stripTrailing()).isEqualTo(header);
    assertThat(Arrays.copyOfRange(file, 96, file.length))
        .isEqualTo(new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0x20, (byte) 0xc0});
  }

  @Test
  void shouldAlignWideTypesBehindNarrowOnes() throws Exception {
    // When: three floats would leave the doubles at an odd multiple of four
    byte[] file =
        write(
            new TreeMap<>(),
            floats("a", List.of(3L), 1, 2, 3),
            NamedArray.of("b", new double[] {0.1, 1e300}),
            NamedArray.of("c", new long[] {1, 2, 3, Long.MIN_VALUE}, 2));

    // Then
    var read = new SafetensorsReader(file);
    long headerLength = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(headerLength % 8).isZero();
    for (String wide : List.of("b", "c")) {
      int offset =
          read.header().getAsJsonObject(wide).getAsJsonArray("data_offsets").get(0).getAsInt();
      assertThat(offset % 8).isZero();
    }
    assertThat(read.floats("a")).containsExactly(1, 2, 3);
    assertThat(read.bytes("b").asDoubleBuffer().get(1)).isEqualTo(1e300);
    assertThat(read.bytes("c").asLongBuffer().get(3)).isEqualTo(Long.MIN_VALUE);
    assertThat(read.header().getAsJsonObject("c").get("shape").toString()).isEqualTo("[2,2]");
    assertThat(read.header().getAsJsonObject("c").get("dtype").getAsString()).isEqualTo("I64");
  }

  @Test
  void shouldWriteArraysLargerThanABuffer() throws Exception {
    // Given
    float[] values = new float[50_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }

    // When
    byte[] file = write(new TreeMap<>(), floats("large", List.of(50_000L), values));

    // Then
    assertThat(new SafetensorsReader(file).floats("large")).isEqualTo(values);
  }

  @Test
  void shouldQuoteEveryTextOfTheMetadata() throws Exception {
    // Given
    String text = "a \"quoted\" \\ path\n\t\u0001 π 😀";

    // When
    byte[] file = write(new TreeMap<>(Map.of("k\"", text)), floats("x", List.of(), 1));

    // Then
    assertThat(
            new SafetensorsReader(file)
                .header()
                .getAsJsonObject("__metadata__")
                .get("k\"")
                .getAsString())
        .isEqualTo(text);
  }

  @Test
  void shouldRefuseTwoArraysWithTheSameName() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> write(new TreeMap<>(), floats("x", List.of(), 1), floats("x", List.of(), 2)))
        .withMessageContaining("name: got 'x' twice");
  }

  @Test
  void shouldRefuseAShapeThatDoesNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> floats("x", List.of(2L, 2L), 1, 2, 3))
        .withMessageContaining("x: got 3 elements, expected 4");
  }
}
