package dev.lethe.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.lethe.trainer.checkpoint.CheckpointFile.Section;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading a damaged or hostile file is refused, and takes no more memory than the file. */
class DamagedCheckpointTest {
  private static final int MUTATIONS = 20_000;
  private static final long ALLOWANCE = 2 << 20;
  private static final int HEADER_START = 16;
  private static final int DIGEST = 32;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final CheckpointHeader HEADER = CheckpointSamples.header("r", 40);

  private static byte[] learner;
  private static byte[] notes;
  private static byte[] file;

  @BeforeAll
  static void writeFile() throws IOException {
    var random = new Random(5);
    learner = new byte[3000];
    notes = new byte[50];
    random.nextBytes(learner);
    random.nextBytes(notes);
    var out = new ByteArrayOutputStream();
    CheckpointFile.content(HEADER, List.of(section("learner", learner), section("notes", notes)))
        .writeTo(out);
    file = out.toByteArray();
  }

  private static Section section(String name, byte[] content) {
    return new Section(name, content.length, out -> out.write(content));
  }

  @Test
  void shouldRefuseEveryMutatedFile() {
    var random = new Random(11);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutated = mutate(random);
      if (!Arrays.equals(mutated, file)) {
        assertThat(isRefused(mutated)).as("mutation %d", i).isTrue();
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(MUTATIONS * 9 / 10);
  }

  private static byte[] mutate(Random random) {
    byte[] bytes = file.clone();
    int position = random.nextInt(bytes.length);
    switch (random.nextInt(7)) {
      case 0 -> bytes[position] ^= (byte) (1 << random.nextInt(8));
      case 1 -> {
        for (int i = 0; i < 20; i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
      }
      case 2 -> bytes = Arrays.copyOf(bytes, position);
      case 3 -> bytes = concat(bytes, new byte[1 + random.nextInt(100)]);
      case 4 -> {
        long length = random.nextBoolean() ? random.nextLong() : random.nextInt(10_000) - 100;
        ByteBuffer.wrap(bytes).putLong(sectionStart() + 9, length);
      }
      case 5 -> ByteBuffer.wrap(bytes).putInt(HEADER_START - 4, random.nextInt());
      default -> bytes = repeat(position, position + random.nextInt(bytes.length - position));
    }
    return bytes;
  }

  private static byte[] repeat(int from, int until) {
    return concat(Arrays.copyOf(file, until), Arrays.copyOfRange(file, from, file.length));
  }

  @Test
  void shouldRefuseASectionThatIsThereTwice() throws Exception {
    // Given
    byte[] sections = Arrays.copyOfRange(file, sectionStart(), file.length - DIGEST - 1);
    byte[] twice = Arrays.copyOf(file, file.length - DIGEST - 1);

    // When
    byte[] hostile = sealed(concat(concat(twice, sections), new byte[] {CheckpointFile.END}));

    // Then
    assertRefused(hostile, "name of a section: got 'learner'");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, 1L << 40})
  void shouldRefuseLengthOfSectionThatIsNotThere(long length) throws Exception {
    // Given
    byte[] hostile = file.clone();
    ByteBuffer.wrap(hostile).putLong(sectionStart() + 9, length);

    // When, Then
    assertRefused(hostile, "section learner: got '");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, CheckpointFile.MAX_HEADER_BYTES})
  void shouldRefuseLengthOfHeaderThatIsNotThere(int length) throws Exception {
    // Given
    byte[] hostile = file.clone();
    ByteBuffer.wrap(hostile).putInt(HEADER_START - 4, length);

    // When, Then
    assertRefused(hostile, "header: got '");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"run\": \"r\", \"run\": \"r\"}",
        "{\"run\": {\"@class\": \"java.io.File\"}}",
        "{\"run\": \"../r\", \"entries\": 1}",
        "{\"run\": \"r\", \"entries\": 1e3}",
        "{\"run\": \"r\", \"entries\": 99999999999999999999999999}",
        "{\"run\": \"r\", \"entries\": -1}"
      })
  void shouldRefuseHostileHeader(String json) throws Exception {
    assertRefused(withHeader(json), "header");
  }

  @Test
  void shouldRefuseHeaderThatIsDeepOrLong() throws Exception {
    assertRefused(withHeader("[".repeat(500_000)), "header: got 'Document nesting depth");
    assertRefused(withHeader("{\"run\": " + "9".repeat(500_000) + "}"), "header: got 'Number");
    assertRefused(withHeader("{\"a\": \"" + "x".repeat(1_000_000) + "\"}"), "header.run: got");
    assertRefused(withHeader("\"\u0000\""), "header: got '");
  }

  @Test
  void shouldRefuseEachFieldWithAnotherTypeOrRange() throws Exception {
    String json = new String(HeaderJson.write(HEADER), StandardCharsets.UTF_8);
    var values = new ArrayList<String>();
    for (String line : json.split("\n")) {
      if (line.contains(" : ") && !line.endsWith("{")) {
        values.add(line);
      }
    }
    assertThat(values).hasSizeGreaterThan(25);
    for (String line : values) {
      String end = line.endsWith(",") ? "," : "";
      String damaged = json.replace(line, line.replaceAll(" : .*", " : [true]") + end);
      boolean optional = line.contains("\"eventTime\"");
      assertThat(isRefused(withHeader(damaged))).as(line).isTrue();
      String missing = json.replace(line, line.replaceAll(" : .*", " : null") + end);
      assertThat(isRefused(withHeader(missing))).as(line).isEqualTo(!optional);
    }
  }

  private static byte[] withHeader(String json) throws Exception {
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    byte[] start = Arrays.copyOf(file, HEADER_START);
    ByteBuffer.wrap(start).putInt(HEADER_START - 4, header.length);
    byte[] checked = concat(start, header);
    var checksum = new CRC32C();
    checksum.update(checked);
    byte[] sum = ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array();
    byte[] rest = Arrays.copyOfRange(file, sectionStart(), file.length - DIGEST);
    return sealed(concat(concat(checked, sum), rest));
  }

  private static byte[] sealed(byte[] bytes) throws Exception {
    return concat(bytes, MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static int sectionStart() {
    return HEADER_START + ByteBuffer.wrap(file).getInt(HEADER_START - 4) + 4;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static void assertRefused(byte[] bytes, String message) {
    try {
      CheckpointFile.verify(new ByteArrayInputStream(bytes));
      fail("expected an exception with " + message);
    } catch (IOException e) {
      assertThat(e).isInstanceOf(CheckpointDamagedException.class).hasMessageContaining(message);
      assertThat(e.getMessage()).hasSizeLessThan(1000);
    }
    assertThat(isRefused(bytes)).isTrue();
  }

  private static boolean isRefused(byte[] bytes) {
    var read = new ByteArrayOutputStream(learner.length);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    boolean refused = false;
    try {
      CheckpointFile.read(
          new ByteArrayInputStream(bytes), Map.of("learner", in -> in.transferTo(read)));
    } catch (CheckpointDamagedException e) {
      refused = true;
    } catch (IOException e) {
      fail("expected " + CheckpointDamagedException.class, e);
    }
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
        .isLessThan(8L * bytes.length + ALLOWANCE);
    return refused;
  }
}
