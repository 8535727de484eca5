package dev.lethe.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.common.random.NamedRandom;
import dev.lethe.scenarios.data.Split;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected rotations were made with {@code Image.rotate} of Pillow 13.0.0. */
class PixelMapTest {
  @Test
  void shouldRotateByNinetyDegreesCounterClockwise() {
    assertThat(rotated(4, 4, 90))
        .containsExactly(4, 8, 12, 16, 3, 7, 11, 15, 2, 6, 10, 14, 1, 5, 9, 13);
    assertThat(rotated(3, 3, 90)).containsExactly(3, 6, 9, 2, 5, 8, 1, 4, 7);
  }

  @Test
  void shouldLeaveCornersEmptyWhenTheAngleIsOblique() {
    assertThat(rotated(4, 4, 30))
        .containsExactly(0, 3, 4, 0, 1, 6, 7, 12, 5, 10, 11, 16, 0, 13, 14, 0);
    assertThat(rotated(4, 4, 45))
        .containsExactly(0, 3, 8, 0, 2, 7, 11, 12, 5, 10, 11, 15, 0, 9, 14, 0);
    assertThat(rotated(4, 4, 135))
        .containsExactly(0, 12, 15, 0, 8, 11, 11, 14, 3, 7, 10, 9, 0, 2, 5, 0);
    assertThat(rotated(3, 3, 45)).containsExactly(2, 3, 6, 1, 5, 9, 4, 7, 8);
  }

  @Test
  void shouldKeepTheSizeWhenTheImageIsNotSquare() {
    assertThat(rotated(3, 5, 30)).containsExactly(0, 3, 4, 9, 10, 1, 7, 8, 14, 15, 6, 7, 13, 13, 0);
    assertThat(rotated(3, 5, 90)).containsExactly(0, 4, 9, 14, 0, 0, 3, 8, 13, 0, 0, 2, 7, 12, 0);
  }

  @Test
  void shouldChangeNothingWhenTheAngleIsZero() {
    assertThat(rotated(3, 3, 0)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @ParameterizedTest
  @CsvSource({
    "13.7, 48d44b6c926584660e406b8b7e04975a770f5c19693a9f567fe1e066c7299ba1",
    "37.25, ef819294f86af9e5f3a1f442771db01c5056becd54571258944be1f2e3b7898f",
    "45, f9ccd731ce2d4ff973ae243be7198ed95d394b42adf1f8fc83d4d396ec93a7d7",
    "90, 12a9a96377011ba6b8236172c2890df76444377b4840438834a857a075a3ab8d",
    "123.456, 6b44d396f9393580b527b3f9e1f9d5590b0f342c3e6e5a877e2565947e2948ed",
    "179.99, 76b3827ee3b73afab13dbfbf3744cc9a0d611ca81f8d62cce4a7592b350b22b3",
    "270, 10aecab1a9f0df21421e90c61e2b54650131021dc58ab77e734e0a6f652baee6"
  })
  void shouldRotateAsThePythonImagingLibraryDoes(double degrees, String digest)
      throws NoSuchAlgorithmException {
    // Given
    byte[] image = new byte[28 * 28];
    for (int row = 0; row < 28; row++) {
      for (int column = 0; column < 28; column++) {
        int value = (1 + row * 28 * 7 + column * 3 + row * column) % 251 + 1;
        image[row * 28 + column] = (byte) value;
      }
    }
    // When
    byte[] turned =
        Fixtures.bytes(
            PixelMap.rotation(28, 28, degrees).apply(new Split(784, image, new int[1]), 0));
    // Then
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(turned)))
        .isEqualTo(digest);
  }

  @Test
  void shouldRejectImagesTooLargeForFixedPoint() {
    assertThatThrownBy(() -> PixelMap.rotation(1, 32768, 10))
        .hasMessage("image to rotate: got 1 x 32768, expected sides below 32768");
  }

  @Test
  void shouldPermuteEachPixelToOnePosition() {
    // Given
    Split image = counting(100);
    // When
    byte[] permuted =
        Fixtures.bytes(
            PixelMap.permutation(100, NamedRandom.forData(1, "permutation-0")).apply(image, 0));
    // Then
    assertThat(permuted).containsExactlyInAnyOrder(Fixtures.bytes(image.row(0)));
    assertThat(permuted).isNotEqualTo(Fixtures.bytes(image.row(0)));
  }

  private static byte[] rotated(int height, int width, double degrees) {
    return Fixtures.bytes(
        PixelMap.rotation(height, width, degrees).apply(counting(height * width), 0));
  }

  private static Split counting(int features) {
    byte[] image = new byte[features];
    for (int i = 0; i < features; i++) {
      image[i] = (byte) (i + 1);
    }
    return new Split(features, image, new int[1]);
  }
}
