package dev.lethe.streams.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zoom and files of the charts. */
class ChartToolsIT {
  /** Two fingers on the chart, which move apart. */
  private static final String SPREAD =
      """
      canvas => {
        const box = canvas.getBoundingClientRect();
        const touch = (type, pointerId, share) => canvas.dispatchEvent(new PointerEvent(type,
          {pointerId, pointerType: "touch", bubbles: true, clientX: box.left + share * box.width, clientY: box.top + 99}));
        touch("pointerdown", 1, .45);
        touch("pointerdown", 2, .55);
        touch("pointermove", 1, .3);
        touch("pointermove", 2, .7);
        touch("pointerup", 1, .3);
        touch("pointerup", 2, .7);
      }
      """;

  private static final Path SCREENS = Path.of("target", "screenshots");

  @RegisterExtension static final DashboardFixture FIXTURE = new DashboardFixture();

  @Test
  void shouldZoomAllChartsOverExamplesToTheSelectedRange() {
    // Given
    SeededRuns.accept(FIXTURE.board());
    DashboardPage page = FIXTURE.open();
    Locator canvas = page.canvas("Prequential accuracy");
    BoundingBox box = canvas.boundingBox();

    // When
    page.page().mouse().move(box.x + box.width * .5, box.y + 90);
    page.page().mouse().down();
    page.page().mouse().move(box.x + box.width * .75, box.y + 90);
    assertThat(page.at("lethe-stream .selection")).isVisible();
    page.page().mouse().up();

    // Then
    assertThat(page.at("lethe-stream .selection")).hasCount(0);
    assertThat(page.at("lethe-stream lethe-chart").getByText("Reset zoom")).hasCount(3);
    double[] range = range(page);
    assertThat(range[0]).isBetween(1700.0, 2300.0);
    assertThat(range[1]).isBetween(2700.0, 3300.0);
    page.page().mouse().dblclick(box.x + box.width * .6, box.y + 90);
    assertThat(page.at("lethe-chart").getByText("Reset zoom")).hasCount(0);
  }

  @Test
  void shouldKeepZoomAndSelectionWhileDataArrive() {
    // Given
    SeededRuns.accept(FIXTURE.board());
    DashboardPage page = FIXTURE.open();
    page.at("lethe-run-picker button", "naive").click();
    page.canvas("Prequential accuracy");
    page.at("lethe-stream lethe-chart").first().getByLabel("Zoom in").click();
    String address = page.page().url();

    // When
    SeededRuns.accept(FIXTURE.board(), "er-s1", 5, .9);
    SeededRuns.accept(FIXTURE.board(), "er", SeededRuns.ER, 6, .82);

    // Then
    assertThat(page.at("lethe-run-picker button", "er(memory=500)").first())
        .containsText("6 seeds");
    assertThat(page.at("lethe-run-picker button[aria-pressed=false]")).containsText("naive");
    assertThat(page.at("lethe-stream lethe-chart").first().getByText("Reset zoom")).isVisible();
    assertThat(page.page().url()).isEqualTo(address);
  }

  @Test
  void shouldZoomMoveAndResetByKeyboard() {
    // Given
    SeededRuns.accept(FIXTURE.board());
    DashboardPage page = FIXTURE.open();
    page.canvas("Prequential accuracy");
    Locator chart = page.at("lethe-stream .canvas").first();

    // When
    chart.press("+");
    chart.press("ArrowRight");

    // Then
    assertThat(range(page)).containsExactly(1500, 3500);
    chart.press("0");
    assertThat(page.at("lethe-chart").getByText("Reset zoom")).hasCount(0);
    assertThat(page.page().url()).doesNotContain("zoom");
  }

  @Test
  void shouldZoomWithTwoFingers() {
    // Given
    SeededRuns.accept(FIXTURE.board());
    DashboardPage page = FIXTURE.openOnPhone();
    page.canvas("Prequential accuracy");

    // When
    page.at("lethe-stream .canvas").first().evaluate(SPREAD);

    // Then
    assertThat(page.at("lethe-stream lethe-chart").first().getByText("Reset zoom")).isVisible();
    double[] range = range(page);
    assertThat(range[1] - range[0]).isBetween(500.0, 3000.0);
  }

  @Test
  void shouldSaveThePlottedValuesWithIntervalsAsCsv() throws IOException {
    // Given
    SeededRuns.accept(FIXTURE.board());
    FIXTURE.accept(SampleRuns.live("evil-s1", "=HYPERLINK(\"x\")"));
    SeededRuns.accept(FIXTURE.board(), "evil-s1", 1, .4);
    DashboardPage page = FIXTURE.open();

    // When
    Download file =
        page.page()
            .waitForDownload(
                () -> page.at("lethe-stream").getByLabel("Save the values: Average acc").click());

    // Then
    assertThat(file.suggestedFilename()).isEqualTo("average-accuracy.csv");
    List<String> lines = Files.readAllLines(file.path());
    assertThat(lines.get(0)).isEqualTo("line,examples,value,low,high,n");
    assertThat(lines)
        .anyMatch(
            line -> line.matches("er\\(memory=500\\),4000,0\\.82\\d*,0\\.7807.*,0\\.8592.*,5"))
        .anyMatch(line -> line.matches("\"'=HYPERLINK\\(\"\"x\"\"\\)\",1000,0\\.4,,,1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Average accuracy", "Accuracy of each window over time", "Difference to"})
  void shouldSaveThePictureWithHeadingAndLegend(String heading) throws IOException {
    // Given
    SeededRuns.accept(FIXTURE.board());
    DashboardPage page = FIXTURE.open();
    Locator button = page.at("lethe-app").getByLabel("Save as a picture: " + heading);

    // When
    Download file = page.page().waitForDownload(() -> button.first().click());

    // Then
    assertThat(file.suggestedFilename()).endsWith(".png");
    BufferedImage picture = ImageIO.read(file.path().toFile());
    assertThat(picture.getWidth()).isGreaterThan(600);
    assertThat(colours(picture)).hasSizeGreaterThan(3);
    Files.createDirectories(SCREENS);
    Files.copy(
        file.path(),
        SCREENS.resolve("saved-" + file.suggestedFilename()),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(page.consoleErrors()).isEmpty();
  }

  /** Returns the colours of many pixels: background, text, lines and bands. */
  private static Set<Integer> colours(BufferedImage picture) {
    var found = new HashMap<Integer, Integer>();
    for (int x = 0; x < picture.getWidth(); x++) {
      for (int y = 0; y < picture.getHeight(); y++) {
        found.merge(picture.getRGB(x, y), 1, Integer::sum);
      }
    }
    found.values().removeIf(count -> count < 100);
    return found.keySet();
  }

  private static double[] range(DashboardPage page) {
    page.page().waitForURL(url -> url.contains("zoom-examples"));
    String range = page.page().url().replaceAll(".*zoom-examples=([^&]*).*", "$1");
    return Arrays.stream(range.replace("%7E", "~").split("~"))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }
}
